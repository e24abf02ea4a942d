using System.Collections.Immutable;
using WhaleStack.Domain.Coins;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Signals;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Publishing;

/// <summary>
/// Decides what of the node's facts is news to the outside: each signal once, each cluster when it is first seen, and
/// every view. Immutable.
/// </summary>
/// <remarks>
/// Remembers the last <see cref="SignalsMax"/> signals, since a step that is run again raises its signals again, and
/// the last clusters of each of at most <see cref="CoinsMax"/> instruments. After a restart the clusters that are there
/// count as new.
/// </remarks>
public sealed class PublicationFeed
{
    /// <summary>Signals that are known again.</summary>
    public const int SignalsMax = 1_024;

    /// <summary>Instruments whose clusters are known again: as many as a platform may watch.</summary>
    public const int CoinsMax = 1_000;

    private readonly RecentMap<bool> _signals;
    private readonly RecentMap<ImmutableArray<ClusterView>> _clusters;

    private PublicationFeed(RecentMap<bool> signals, RecentMap<ImmutableArray<ClusterView>> clusters)
    {
        _signals = signals;
        _clusters = clusters;
    }

    /// <summary>One that knows nothing yet.</summary>
    public static PublicationFeed Empty { get; } =
        new(new RecentMap<bool>(SignalsMax), new RecentMap<ImmutableArray<ClusterView>>(CoinsMax));

    /// <summary>What a signal gives to say: itself, unless it was said before.</summary>
    public (PublicationFeed Next, ImmutableArray<Publication> News) Take(SignalEvents.SignalRaised raised)
    {
        ArgumentNullException.ThrowIfNull(raised);
        var id = raised.Signal.SignalId;
        return _signals.ContainsKey(id)
            ? (this, [])
            : (new PublicationFeed(_signals.SetItem(id, value: true), _clusters), [Publications.Of(raised)]);
    }

    /// <summary>What a coin's view gives to say: its new clusters, heaviest first, then the view.</summary>
    public (PublicationFeed Next, ImmutableArray<Publication> News) Take(CoinEvents.CoinUpdated update)
    {
        ArgumentNullException.ThrowIfNull(update);
        var before = Known(update.Coin);
        var clusters = update.View.Clusters;
        var news = clusters
            .Where(cluster => !before.Any(old => old.LivesOnAs(cluster)))
            .Select(cluster => Publications.ClusterOf(update, cluster));
        if (Publications.SnapshotOf(update) is { } snapshot)
        {
            news = news.Append(snapshot);
        }

        return (new PublicationFeed(_signals, _clusters.SetItem($"{update.Coin}", clusters)), [.. news]);
    }

    private ImmutableArray<ClusterView> Known(InstrumentId coin) =>
        _clusters.TryGetValue($"{coin}", out var clusters) ? clusters : [];
}
