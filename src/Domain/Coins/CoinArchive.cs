using System.Collections.Immutable;
using WhaleStack.Domain.Ports;
using WhaleStack.Domain.Projections;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Units;

namespace WhaleStack.Domain.Coins;

/// <summary>
/// Decides what of one instrument's market data is kept in tables: each candle that the coin accepted, each cluster
/// when it is first seen, and forced closes by minute. Mutable and not thread-safe: one actor owns it.
/// </summary>
public sealed class CoinArchive
{
    private readonly InstrumentId _coin;
    private readonly TimeSpan _timeframe;
    private readonly IMarketArchive _archive;
    private readonly LiquidationTally _liquidated = new();
    private ImmutableArray<ClusterView> _clusters = [];

    /// <summary>Makes one that has seen nothing yet.</summary>
    /// <param name="coin">Which instrument.</param>
    /// <param name="timeframe">Length of the candles that clusters are found in.</param>
    /// <param name="archive">Where rows go.</param>
    public CoinArchive(InstrumentId coin, TimeSpan timeframe, IMarketArchive archive)
    {
        _coin = coin;
        _timeframe = timeframe;
        _archive = archive;
    }

    /// <summary>The coin accepted market data.</summary>
    public void Accepted(IWithCoin command)
    {
        switch (command)
        {
            case CoinCommands.ApplyCandle closed:
                _archive.Write(MarketRows.Of(_coin, closed.Candle));
                break;
            case CoinCommands.ApplyLiquidations liquidations:
                _liquidated.Add(liquidations.Prints);
                break;
            default:
                break; // The rest changes too fast to be kept; raw frames hold it.
        }
    }

    /// <summary>The coin has a view at a watermark.</summary>
    public void Passed(Watermark watermark, CoinView view)
    {
        ArgumentNullException.ThrowIfNull(watermark);
        ArgumentNullException.ThrowIfNull(view);
        foreach (var cluster in view.Clusters.Where(found => !_clusters.Any(old => old.LivesOnAs(found))))
        {
            _archive.Write(MarketRows.Of(_coin, _timeframe, watermark.Time, cluster));
        }

        _clusters = view.Clusters;
        foreach (var volume in _liquidated.Take(watermark.Time))
        {
            _archive.Write(MarketRows.Of(_coin, volume));
        }
    }
}
