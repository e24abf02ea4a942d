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

/// <summary>While history runs, random actors are killed, stopped or made to fail; supervisors bring them back.</summary>
public sealed class ChaosSpecs(ITestOutputHelper output)
{
    private const int Hours = 300;
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
        var steps = Recorded.Steps(Hours);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        output.WriteLine($"seed {seed}");
        using var calm = new TempJournal();
        using var wild = new TempJournal();
        var channel = new ListChannel();
        await using (var node = await TradingNode.StartAsync(calm, i => Given.Setup(i, steps, new ListChannel())))
        {
            await node.CompletedAsync();
        }

        await using var struck = await TradingNode.StartAsync(wild, i => Given.Setup(i, steps, channel));
        foreach (var at in Enumerable.Range(0, Blows).Select(_ => random.Next(40, Hours)).Order())
        {
            await struck.StepsAsync(at);
            Strike(struck, Victims[random.Next(Victims.Length)], random.Next(3), at);
        }

        await struck.CompletedAsync();

        await struck.AssertSameAsAsync(calm, wild, channel);
    }

    /// <summary>Each actor in turn, in each way, within one run.</summary>
    [Fact]
    public async Task Every_actor_survives_every_blow()
    {
        var steps = Recorded.Steps(Hours);
        using var calm = new TempJournal();
        using var wild = new TempJournal();
        var channel = new ListChannel();
        await using (var node = await TradingNode.StartAsync(calm, i => Given.Setup(i, steps, new ListChannel())))
        {
            await node.CompletedAsync();
        }

        await using var struck = await TradingNode.StartAsync(wild, i => Given.Setup(i, steps, channel));
        for (var blow = 0; blow < Victims.Length * 3; blow++)
        {
            await struck.StepsAsync(60 + (blow * 9));
            Strike(struck, Victims[blow / 3], blow % 3, 60 + (blow * 9));
        }

        await struck.CompletedAsync();

        await struck.AssertSameAsAsync(calm, wild, channel);
    }

    private void Strike(TradingNode node, (string Actor, object Poison) victim, int way, int at)
    {
        object blow = way switch { 0 => Kill.Instance, 1 => PoisonPill.Instance, _ => victim.Poison };
        output.WriteLine($"behind step {at}: {blow.GetType().Name} to {victim.Actor}");
        var target = victim.Actor == Trader
            ? node.System.ActorSelection($"/system/sharding/{ActorNames.TraderRegion}/*/{Given.Trader}")
            : node.Singleton(victim.Actor);
        target.Tell(blow);
    }
}
