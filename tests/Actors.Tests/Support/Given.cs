using System.Collections.Immutable;
using WhaleStack.Actors.Broadcast;
using WhaleStack.Actors.Composition;
using WhaleStack.Actors.Feeds;
using WhaleStack.Actors.Traders;
using WhaleStack.Domain.Backtests;
using WhaleStack.Domain.Paper;
using WhaleStack.Domain.Ports;
using WhaleStack.Domain.Traders;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Storage.Configuration;

namespace WhaleStack.Actors.Tests.Support;

/// <summary>
/// What the specs begin with: the options of <c>config/</c>, but quicker to act and closer to the limits, so that
/// few steps hold many signals, refusals, stops and targets.
/// </summary>
internal static class Given
{
    public const string Account = "main";

    public static readonly InstrumentId Btc = InstrumentId.Parse("bybit:BTCUSDT");

    public static readonly InstrumentId Eth = InstrumentId.Parse("bybit:ETHUSDT");

    public static readonly InstrumentId Sol = InstrumentId.Parse("bybit:SOLUSDT");

    public static readonly ImmutableArray<InstrumentId> Coins = [Btc, Eth, Sol];

    public static readonly ImmutableSortedDictionary<InstrumentId, Instrument> Instruments = new[]
    {
        Instrument(Btc, "BTC", 0.1m, 0.001m),
        Instrument(Eth, "ETH", 0.01m, 0.01m),
        Instrument(Sol, "SOL", 0.01m, 0.1m),
    }.ToImmutableSortedDictionary(instrument => instrument.Id, instrument => instrument);

    private static readonly WhaleConfig Config = WhaleConfig.Load(Repository.File("config"));

    /// <summary>The same, for the plain loop.</summary>
    public static BacktestOptions Options { get; } = new(
        Config.Coins with { WarmUpCandles = 48 },
        Config.WhaleTarget with
        {
            ScoreMin = 0.2, CoolDown = TimeSpan.FromHours(3), RewardRiskMin = 0.5, DistanceAtrMin = 0.5, StopAtr = 1,
        },
        Config.Traders[0] with { ConfidenceMin = 0.2, HoldMax = TimeSpan.FromHours(8) },
        Config.Risk with { PositionsMax = 2, DailyLossFractionMax = 0.01m },
        new PaperOptions(0.00055m, 0.0002m, 0.0002m),
        Config.Capital,
        Instruments);

    public static string Trader => Options.Trader.Trader;

    /// <summary>A system that works through the steps.</summary>
    public static TradingSetup Setup(
        string incarnation,
        IReadOnlyList<MarketStep> steps,
        IBroadcastChannel channel,
        params FeedSetup[] feeds) => new(
            Account,
            Options.Capital.StartQuote,
            Coins,
            Instruments,
            Options.Coin,
            Options.Scanner,
            [
                new AutotraderSetup(
                    Options.Trader,
                    StrategyCatalog.Create(Options.Trader.Strategy),
                    Instruments,
                    incarnation,
                    [Options.Scanner.Agent]),
            ],
            Options.Risk,
            Options.Paper,
            Broadcaster(channel),
            new HistorySetup(_ => Stream(steps), Trades: true, StepsPerSecond: 0)
            {
                AskAgainAfter = TimeSpan.FromMilliseconds(500),
            },
            [.. feeds],
            LiveInterval: TimeSpan.FromMinutes(1))
        {
            Patience = TimeSpan.FromMilliseconds(400),
            RestartAfter = TimeSpan.FromMilliseconds(20),
        };

    public static BroadcasterSetup Broadcaster(IBroadcastChannel channel) =>
        new(
            channel,
            signal => $"signal {signal.SignalId}",
            booked => $"fill {booked.Fill.Sequence}",
            [Options.Scanner.Agent]);

    /// <summary>The same past, which stands still behind so many steps until the gate opens.</summary>
    public static TradingSetup WithGate(
        this TradingSetup setup, IReadOnlyList<MarketStep> steps, int behind, Task gate) =>
        setup with { History = setup.History with { Steps = _ => Stream(steps, behind, gate) } };

    private static async IAsyncEnumerable<MarketStep> Stream(
        IReadOnlyList<MarketStep> steps, int gateBehind = 0, Task? gate = null)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (i == gateBehind && gate is not null)
            {
                await gate;
            }

            yield return await ValueTask.FromResult(steps[i]);
        }
    }

    private static Instrument Instrument(InstrumentId id, string asset, decimal tickQuote, decimal stepBase) =>
        new(id, asset, "USDT", tickQuote, stepBase, stepBase, 5m, 50m, TimeSpan.FromHours(8));
}
