using Akka.Actor;
using WhaleStack.Actors.Clock;
using WhaleStack.Actors.Composition;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Execution;
using WhaleStack.Messages.Portfolio;
using WhaleStack.Messages.Risk;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Trading;
using Xunit.Abstractions;

namespace WhaleStack.Actors.Tests.Whole;

/// <summary>
/// While history runs, random actors are killed, stopped or made to fail; supervisors bring them back.
/// </summary>
public sealed class ChaosSpecs(ITestOutputHelper output)
{
    private static readonly int Blows = Soak.Count(usual: 16, soak: 400);

    private static readonly string Trader = ActorNames.Trader(Given.Trader);

    /// <summary>By actor, a message that its handler cannot bear.</summary>
    private static readonly (string Actor, object Poison)[] Victims =
    [
        (ActorNames.Risk(Given.Account), new RiskCommands.Review(null!)),
        (ActorNames.Execution(Given.Account), new VenueReplies.Executed(null!)),
        (ActorNames.Portfolio(Given.Account), new PortfolioCommands.BookFill(null!)),
        (ActorNames.Paper(Given.Account), new ClockCommands.Advance(null!)),
        (ActorNames.Scanner(Given.Options.Scanner.Agent), new ClockCommands.AwaitCoins(null!, [])),
        (ActorNames.Broadcaster("file"), new SignalEvents.SignalRaised(null!, null!)),
        (ActorNames.Clock, new ClockMessages.LiveFacts("chaos", default, default, null)),
        (Trader, new TraderCommands.SettleDecision(Given.Trader, null!, DecisionOutcome.Accepted, string.Empty)),
    ];

    [Fact]
    public async Task Killed_stopped_and_failing_actors_come_back_and_the_fills_stay_the_same()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        output.WriteLine($"seed {seed}");
        var expected = await Undisturbed.OutcomeAsync();
        using var wild = new TempJournal();
        var channel = new ListChannel();
        await using var struck = await TradingNode.StartAsync(wild, i => Given.Setup(i, Undisturbed.Steps, channel));
        foreach (var at in Enumerable.Range(0, Blows).Select(_ => random.Next(40, Undisturbed.Hours)).Order())
        {
            await struck.StepsAsync(at);
            await StrikeAsync(struck, Victims[random.Next(Victims.Length)], random.Next(3), at);
        }

        await struck.CompletedAsync();

        await struck.AssertSameAsAsync(expected, wild, channel);
        Soak.Passed("random actors killed, stopped or made to fail", Blows, "the same fills and marks");
    }

    /// <summary>Each actor in turn, in each way, within one run.</summary>
    [Fact]
    public async Task Every_actor_survives_every_blow()
    {
        var expected = await Undisturbed.OutcomeAsync();
        using var wild = new TempJournal();
        var channel = new ListChannel();
        await using var struck = await TradingNode.StartAsync(wild, i => Given.Setup(i, Undisturbed.Steps, channel));
        for (var blow = 0; blow < Victims.Length * 3; blow++)
        {
            await struck.StepsAsync(50 + (blow * 7));
            await StrikeAsync(struck, Victims[blow / 3], blow % 3, 50 + (blow * 7));
        }

        await struck.CompletedAsync();

        await struck.AssertSameAsAsync(expected, wild, channel);
    }

    private async Task StrikeAsync(TradingNode node, (string Actor, object Poison) victim, int way, int at)
    {
        object blow = way switch { 0 => Kill.Instance, 1 => PoisonPill.Instance, _ => victim.Poison };
        output.WriteLine($"behind step {at}: {blow.GetType().Name} to {victim.Actor}");
        var target = victim.Actor == Trader
            ? node.System.ActorSelection($"/system/sharding/{ActorNames.TraderRegion}/*/{Given.Trader}")
            : node.Singleton(victim.Actor);
        IActorRef? alive = null;
        while (alive is null)
        {
            try
            {
                alive = await target.ResolveOne(TimeSpan.FromMilliseconds(200));
            }
            catch (ActorNotFoundException)
            {
                Assert.False(node.Completed, $"{victim.Actor} was never found");
            }
        }

        alive.Tell(blow);
    }
}
