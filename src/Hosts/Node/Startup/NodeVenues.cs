using System.Collections.Immutable;
using WhaleStack.Actors.Feeds;
using WhaleStack.Domain.Feeds;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;
using WhaleStack.Venues.Binance;
using WhaleStack.Venues.Bybit;

namespace WhaleStack.Node.Startup;

/// <summary>The venues whose instruments a node follows, as one. A venue without any is never asked.</summary>
public sealed class NodeVenues : IDisposable
{
    private readonly BybitVenue _bybit;
    private readonly BinanceLive? _binance;

    /// <summary>Makes them; nothing is connected yet.</summary>
    /// <exception cref="StartupException">An endpoint cannot be used.</exception>
    public NodeVenues(NodeSetup setup, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(setup);
        _bybit = new BybitVenue(setup, time);
        if (setup.BinanceTopics.IsEmpty)
        {
            History = _bybit.History;
            Feeds = _bybit.Feeds;
            return;
        }

        _binance = new BinanceLive(setup, time);
        var isBybitFollowed = !setup.LinearTopics.IsEmpty || !setup.SpotTopics.IsEmpty;
        History = new HistoryOfVenues(
        [
            .. isBybitFollowed ? [(BybitCategory.Linear.Venue, _bybit.History)] : Nobody,
            (BinanceVenue.Name, _binance.History),
        ]);
        Feeds = [.. _bybit.Feeds, _binance.Feed];
    }

    /// <summary>Names of venues as instruments carry them.</summary>
    public static ImmutableArray<string> Names { get; } =
        [.. BybitCategory.All.Select(category => category.Venue), BinanceVenue.Name];

    /// <summary>The past.</summary>
    public IMarketHistory History { get; }

    /// <summary>Whom to ask for public figures, by the name of the perpetuals' venue.</summary>
    public ImmutableDictionary<string, IMarketStatistics> Statistics
    {
        get
        {
            var all = ImmutableDictionary<string, IMarketStatistics>.Empty
                .Add(BybitCategory.Linear.Venue, _bybit.Statistics);
            return _binance is null ? all : all.Add(BinanceVenue.Name, _binance.Statistics);
        }
    }

    /// <summary>The live connections.</summary>
    public ImmutableArray<FeedSetup> Feeds { get; }

    private static ImmutableArray<(string Venue, IMarketHistory History)> Nobody => [];

    /// <summary>Trading rules of all instruments.</summary>
    /// <exception cref="VenueException">They cannot be read.</exception>
    public async Task<ImmutableSortedDictionary<InstrumentId, Instrument>> InstrumentsAsync(
        CancellationToken cancellation)
    {
        var all = await History.GetInstrumentsAsync(cancellation).ConfigureAwait(false);
        return all.ToImmutableSortedDictionary(i => i.Id, i => i);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _bybit.Dispose();
        _binance?.Dispose();
    }
}
