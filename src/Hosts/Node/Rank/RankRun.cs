using System.Collections.Immutable;
using WhaleStack.Domain.Coins;
using WhaleStack.Domain.Ranking;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;
using WhaleStack.Quant;
using WhaleStack.Storage.Configuration;
using WhaleStack.Storage.Files.History;

namespace WhaleStack.Node.Rank;

/// <summary>Plays recorded history into coins and ranks them.</summary>
public sealed class RankRun
{
    private readonly WhaleConfig _config;
    private readonly string _folder;

    /// <summary>Makes it.</summary>
    public RankRun(WhaleConfig config, string folder)
    {
        _config = config;
        _folder = folder;
    }

    /// <summary>Close of the newest bar that was used; null when there was none.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>Coins that have too little history before that time, or whose history ended long before it.</summary>
    public ImmutableArray<InstrumentId> LeftOut { get; private set; } = [];

    /// <summary>The ranks as of a time; null for the end of the history.</summary>
    public ImmutableArray<CoinRank> Ranks(DateTimeOffset? at, CancellationToken stop)
    {
        var series = HistoryReader.Read([_folder], progress: null, stop).Series
            .Where(one => _config.Coins.DecisionInterval.Ticks % one.Interval.Ticks == 0)
            .Select(one => at is { } time ? one.Until(time) : one)
            .Where(one => one.Bars.Count > 0 && InstrumentOf(one) is not null)
            .GroupBy(one => InstrumentOf(one)!.Value)
            .Select(same => (Id: same.Key, Series: same.MaxBy(one => one.Interval)!))
            .ToList();
        Until = series.Count == 0 ? null : series.Max(one => one.Series.Bars[^1].CloseTime);
        var views = series.Select(one => ViewOf(one.Id, one.Series, stop)).ToList();
        LeftOut = [.. views.Where(view => view.Condition != CoinCondition.Live).Select(view => view.Coin).Order()];
        return CoinRanking.Of(views, _config.Ranking);
    }

    private static InstrumentId? InstrumentOf(MarketSeries series) =>
        InstrumentId.TryParse($"{series.Venue}:{series.Coin}USDT", out var id) ? id : null;

    private CoinView ViewOf(InstrumentId id, MarketSeries series, CancellationToken stop)
    {
        var coin = new Coin(id, _config.Coins);
        var replay = new CoinReplay(coin, id, series.Interval, series.Funding);
        foreach (var bar in series.Bars)
        {
            stop.ThrowIfCancellationRequested();
            replay.Play(bar);
        }

        return coin.ViewAt(Until!.Value);
    }
}
