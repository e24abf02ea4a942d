using WhaleStack.Actors.Tests.Support;
using Xunit.Abstractions;

namespace WhaleStack.Actors.Tests.Whole;

/// <summary>A system that is ended without order at random steps goes on as if nothing had been.</summary>
public sealed class ResumeSpecs(ITestOutputHelper output)
{
    private const int Hours = 300;
    private static readonly int Ends = Soak.Count(usual: 4, soak: 40);

    [Fact]
    public async Task Ended_at_random_steps_the_system_goes_on_to_the_same_fills_and_no_order_twice()
    {
        var steps = Recorded.Steps(Hours);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        output.WriteLine($"seed {seed}");
        using var whole = new TempJournal();
        using var ended = new TempJournal();
        var channel = new ListChannel();
        await using (var node = await TradingNode.StartAsync(whole, i => Given.Setup(i, steps, new ListChannel())))
        {
            await node.CompletedAsync();
        }

        var rows = 0L;
        foreach (var at in Enumerable.Range(0, Ends).Select(_ => random.Next(50, Hours)).Order())
        {
            await using (var node = await TradingNode.StartAsync(ended, i => Given.Setup(i, steps, channel)))
            {
                await node.StepsAsync(at);
            }

            output.WriteLine($"ended behind step {at}");
            ended.AssertNoSequenceGap();
            Assert.True(ended.Statistics.Count() >= rows, "no acknowledged event is lost");
            rows = ended.Statistics.Count();
        }

        await using var last = await TradingNode.StartAsync(ended, i => Given.Setup(i, steps, channel));
        await last.CompletedAsync();

        await last.AssertSameAsAsync(whole, ended, channel);
    }
}
