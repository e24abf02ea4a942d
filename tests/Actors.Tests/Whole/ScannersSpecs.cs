using System.Collections.Immutable;
using WhaleStack.Actors.Composition;
using WhaleStack.Actors.Tests.Support;
using WhaleStack.Domain.Backtests;
using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Scanners;
using WhaleStack.Domain.Scanners.Heatmap;
using WhaleStack.Domain.Scanners.Liquidation;
using WhaleStack.Domain.Scanners.Outlier;
using WhaleStack.Domain.Scanners.Price;
using WhaleStack.Domain.Scanners.Trend;
using WhaleStack.Domain.Scanners.Volume;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Tests.Whole;

/// <summary>Many scanners, easily moved to speak, beside the trading system.</summary>
public sealed class ScannersSpecs
{
    private const int Hours = 110;
    private const int EndedAt = 90;
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Scanners_raise_each_signal_once_across_a_crash_and_change_no_trade()
    {
        var scanners = Talkative();
        var steps = Recorded.Steps(Hours);
        var signals = Signals(steps, scanners);
        var kinds = signals.Select(raised => raised.Signal.SignalType).Distinct().Order().ToList();
        Assert.True(signals.Count >= 30 && kinds.Count >= 5, $"{signals.Count} signals of {string.Join(", ", kinds)}");
        using var journal = new TempJournal();
        var channel = new ListChannel();
        TradingSetup Setup(string incarnation) => Given.Setup(incarnation, steps, channel) with
        {
            Patience = Patient,
            MoreScanners = scanners,
            Broadcaster = Given.Broadcaster(channel) with
            {
                Scanners = [Given.Options.Scanner.Agent, .. scanners.Select(scanner => scanner.Agent)],
            },
        };
        await using (var ended = await TradingNode.StartAsync(journal, Setup))
        {
            await ended.StepsAsync(EndedAt);
        }

        await using var node = await TradingNode.StartAsync(journal, Setup);
        await node.CompletedAsync();

        var actual = Outcome.Of(journal);
        var expected = Outcome.Of(Backtest.Run(steps, Given.Options));
        Assert.Equal(expected.Orders, actual.Orders);
        Assert.Equal(expected.Fills, actual.Fills);
        Assert.Equal(
            signals.Select(raised => raised.Signal.SignalId).Order(StringComparer.Ordinal),
            journal.Statistics.ReadEvents<SignalEvents.SignalRaised>()
                .Where(raised => raised.Signal.Agent != Given.Options.Scanner.Agent)
                .Select(raised => raised.Signal.SignalId).Order(StringComparer.Ordinal));
        var told = expected.Signals.Count + expected.Fills.Count + signals.Count;
        await node.UntilAsync(() => channel.Sent.Count >= told, "messages to people");
        Assert.Equal(told, channel.Sent.Distinct(StringComparer.Ordinal).Count());
    }

    private static ImmutableArray<IScanner> Talkative()
    {
        ScannerTerms Terms(string name) => new(name, name, Enabled: true, TimeSpan.FromHours(2), TimeSpan.FromHours(1));
        return
        [
            new PriceMoveScanner(new PriceMoveOptions(Terms("price"), 1.5, 0.0)),
            new VolumeSpikeScanner(new VolumeSpikeOptions(Terms("volume"), 1.0, 1.5)),
            new TrendScanner(new TrendOptions(Terms("trend"), 0.1, 0.0, 2.0)),
            new OutlierScanner(new OutlierOptions(Terms("outlier"), 2.5)),
            new HeatmapScanner(new HeatmapScannerOptions(Terms("heatmap"), "volume proxy", 0.2, 10.0)),
            new LiquidationScanner(new LiquidationScannerOptions(Terms("liquidation"), 0.1, 0.02, 1_000.0)),
        ];
    }

    /// <summary>The same decisions by a plain loop.</summary>
    private static List<SignalEvents.SignalRaised> Signals(
        IEnumerable<MarketStep> steps, IEnumerable<IScanner> scanners)
    {
        var coins = Given.Coins.ToDictionary(coin => coin, coin => new Coin(coin, Given.Options.Coin));
        var states = scanners.ToDictionary(scanner => scanner, _ => ScannerState.Empty);
        var raised = new List<SignalEvents.SignalRaised>();
        foreach (var step in steps)
        {
            if (step.Watermark.Phase == StepPhase.History)
            {
                Feed(coins, step.Candles, step.Fundings);
            }

            var views = Given.Coins
                .Select(coin => new CoinEvents.CoinUpdated(
                    coin, step.Watermark, coins[coin].ViewAt(step.Watermark.Time)))
                .ToList();
            foreach (var scanner in states.Keys.ToList())
            {
                foreach (var signal in scanner.Decide(states[scanner], step.Watermark, views))
                {
                    states[scanner] = states[scanner].Apply(signal);
                    raised.Add(signal);
                }
            }
        }

        return raised;
    }

    private static void Feed(
        Dictionary<InstrumentId, Coin> coins,
        IEnumerable<InstrumentCandle> candles,
        IEnumerable<InstrumentFunding> fundings)
    {
        foreach (var candle in candles)
        {
            coins[candle.Coin].Apply(new CoinCommands.ApplyCandle(candle.Coin, candle.Candle));
        }

        foreach (var funding in fundings)
        {
            coins[funding.Coin].Apply(new CoinCommands.ApplyFunding(funding.Coin, funding.Funding));
        }
    }
}
