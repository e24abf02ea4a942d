using System.Collections.Immutable;
using WhaleStack.Domain.Matching;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Simulator.Desks;

namespace WhaleStack.Simulator.Markets;

/// <summary>A made-up market: its rules, where its price starts and how wild it is.</summary>
/// <param name="Terms">The rules.</param>
/// <param name="StartQuote">First price.</param>
/// <param name="VolatilityFraction">Standard deviation of the return of one step.</param>
/// <param name="SizeBase">Usual size of a level or a trade.</param>
/// <param name="InterestBase">First open interest, both sides.</param>
public sealed record GeneratedCoin(
    TradingTerms Terms, decimal StartQuote, double VolatilityFraction, decimal SizeBase, decimal InterestBase)
{
    /// <summary>The coins of a generated market.</summary>
    public static ImmutableArray<GeneratedCoin> All { get; } =
    [
        Of("BTC", 60_000m, tick: 0.1m, step: 0.001m, sizeMax: 1_190m, size: 0.4m, interest: 51_000m),
        Of("ETH", 3_000m, tick: 0.01m, step: 0.01m, sizeMax: 7_240m, size: 6m, interest: 640_000m),
        Of("SOL", 150m, tick: 0.01m, step: 0.1m, sizeMax: 79_770m, size: 90m, interest: 7_500_000m),
    ];

    /// <summary>Its instrument.</summary>
    public InstrumentId Id => Terms.Instrument.Id;

    private static GeneratedCoin Of(
        string coin, decimal start, decimal tick, decimal step, decimal sizeMax, decimal size, decimal interest) => new(
        new TradingTerms(
            new Instrument(
                new InstrumentId(TradingDesk.Venue, $"{coin}USDT"), coin, "USDT", tick, step, step, 5m, 100m,
                TimeSpan.FromHours(8)),
            [
                new MarginTier(2_000_000m, 0.005m, 100m),
                new MarginTier(10_000_000m, 0.01m, 50m),
                new MarginTier(20_000_000m, 0.02m, 25m),
                new MarginTier(100_000_000m, 0.05m, 10m),
            ],
            new FeeSchedule(0.0002m, 0.00055m),
            sizeMax,
            sizeMax / 2m,
            tick,
            start * 30m),
        start,
        0.00005,
        size,
        interest);
}
