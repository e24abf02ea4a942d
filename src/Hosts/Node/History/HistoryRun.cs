using System.Collections.Immutable;
using WhaleStack.Domain.Coins;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Files.History;

namespace WhaleStack.Node.History;

/// <summary>Plays a coin's recorded history into coins, one a venue, and asks what became of their clusters.</summary>
public sealed class HistoryRun
{
    private static readonly string[] Quotes = ["USDT", "USDC", "USD", "PERP"];

    private readonly WhaleConfig _config;
    private readonly IReadOnlyList<string> _folders;

    /// <summary>Makes it.</summary>
    public HistoryRun(WhaleConfig config, IReadOnlyList<string> folders)
    {
        _config = config;
        _folders = folders;
    }

    /// <summary>What became of the clusters, by venue.</summary>
    /// <param name="coin">Coin or instrument.</param>
    /// <param name="venue">One venue only; null for all.</param>
    /// <param name="at">As it was known then; null for the end.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="StartupException">There is no such history; says what there is.</exception>
    public ImmutableArray<ReachCounts> Reached(
        string coin, string? venue, DateTimeOffset? at, CancellationToken stop)
    {
        var all = HistoryReader.Read(_folders, progress: null, stop).Series;
        var name = coin.ToUpperInvariant();
        var fitting = all
            .Where(series => name == series.Coin || Quotes.Any(quote => name == series.Coin + quote))
            .Where(series => venue is null || string.Equals(series.Venue, venue, StringComparison.OrdinalIgnoreCase))
            .Where(series => _config.Coins.DecisionInterval.Ticks % series.Interval.Ticks == 0)
            .Select(series => at is { } time ? series.Until(time) : series)
            .Where(series => series.Bars.Count > 0)
            .ToList();
        if (fitting.Count == 0)
        {
            var known = all.Select(series => $"{series.Coin} at {series.Venue}").Distinct(StringComparer.Ordinal);
            throw new StartupException(
                $"no candles of '{coin}'{(venue is null ? string.Empty : $" at '{venue}'")} up to "
                + $"{_config.Coins.DecisionInterval} long in this span; there are: {string.Join(", ", known)}");
        }

        return
        [
            .. fitting
                .GroupBy(series => series.Venue, StringComparer.Ordinal)
                .OrderBy(same => same.Key, StringComparer.Ordinal)
                .Select(same => Play(Longest(same), stop)),
        ];
    }

    /// <summary>The series that spans most time; of equals that of the longest bars, which are played
    /// fastest.</summary>
    private static MarketSeries Longest(IEnumerable<MarketSeries> series) => series
        .OrderByDescending(one => one.Bars[^1].CloseTime - one.Bars[0].CloseTime)
        .ThenByDescending(one => one.Interval)
        .First();

    private ReachCounts Play(MarketSeries series, CancellationToken stop)
    {
        if (!InstrumentId.TryParse($"{series.Venue}:{series.Coin}USDT", out var id))
        {
            throw new StartupException($"'{series.Coin}' at '{series.Venue}' is no instrument.");
        }

        var coin = new Coin(id, _config.Coins);
        var replay = new CoinReplay(coin, id, series.Interval, series.Funding);
        foreach (var bar in series.Bars)
        {
            stop.ThrowIfCancellationRequested();
            replay.Play(bar);
        }

        return coin.Reached;
    }
}
