using WhaleStack.Actors.Tests.Support;
using Xunit.Abstractions;

namespace WhaleStack.Actors.Tests.Whole;

/// <summary>A system that is ended without order at random steps goes on as if nothing had been.</summary>
public sealed class ResumeSpecs(ITestOutputHelper output)
{
    private static readonly int Ends = Soak.Count(usual: 4, soak: 40);

    [Fact]
    public async Task Ended_at_random_steps_the_system_goes_on_to_the_same_fills_and_no_order_twice()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        output.WriteLine($"seed {seed}");
        var expected = await Undisturbed.OutcomeAsync();
        using var ended = new TempJournal();
        var channel = new ListChannel();
        var rows = 0L;
        foreach (var at in Enumerable.Range(0, Ends).Select(_ => random.Next(50, Undisturbed.Hours)).Order())
        {
            await using (var node = await TradingNode.StartAsync(
                ended, i => Given.Setup(i, Undisturbed.Steps, channel)))
            {
                await node.StepsAsync(at);
            }

            output.WriteLine($"ended behind step {at}");
            ended.AssertNoSequenceGap();
            Assert.True(ended.Statistics.Count() >= rows, "no acknowledged event is lost");
            rows = ended.Statistics.Count();
        }

        await using var last = await TradingNode.StartAsync(ended, i => Given.Setup(i, Undisturbed.Steps, channel));
        await last.CompletedAsync();

        await last.AssertSameAsAsync(expected, ended, channel);
        Soak.Passed("systems ended without order at random steps", Ends, "the same fills and marks");
    }
}
