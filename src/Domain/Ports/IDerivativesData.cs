using System.Collections.Immutable;
using WhaleStack.Messages.Derivatives;

namespace WhaleStack.Domain.Ports;

/// <summary>
/// A vendor of derivatives statistics over many exchanges. Everything works without one; what it gives is an overlay.
/// </summary>
/// <remarks>
/// Implementations are thread-safe. Series are oldest first, each time once, with time in [from, to); pages are read to
/// the end. A plan that does not include something is <see cref="VenueErrorKind.NotPermitted"/>.
/// </remarks>
public interface IDerivativesData
{
    /// <summary>The heatmap of a model.</summary>
    Task<VenueResult<LiquidationHeatmap>> GetHeatmapAsync(HeatmapRequest request, CancellationToken cancellation);

    /// <summary>What was liquidated.</summary>
    Task<VenueResult<ImmutableArray<LiquidationSum>>> GetLiquidationsAsync(
        SeriesRequest request, CancellationToken cancellation);

    /// <summary>Open interest.</summary>
    Task<VenueResult<ImmutableArray<OpenInterestBar>>> GetOpenInterestAsync(
        SeriesRequest request, CancellationToken cancellation);

    /// <summary>Funding rates; over all exchanges they are weighted by open interest.</summary>
    Task<VenueResult<ImmutableArray<FundingBar>>> GetFundingAsync(
        SeriesRequest request, CancellationToken cancellation);

    /// <summary>What takers bought and sold.</summary>
    Task<VenueResult<ImmutableArray<TakerVolume>>> GetTakerVolumesAsync(
        SeriesRequest request, CancellationToken cancellation);

    /// <summary>How accounts are positioned; of one exchange only.</summary>
    Task<VenueResult<ImmutableArray<LongShortShare>>> GetLongShortSharesAsync(
        SeriesRequest request, CancellationToken cancellation);
}

/// <summary>Which heatmap.</summary>
/// <param name="Model">1, 2 or 3.</param>
/// <param name="Symbol">Instrument, such as BTCUSDT, or, over all exchanges, coin, such as BTC.</param>
/// <param name="Exchange">Which exchange; null for all together.</param>
/// <param name="Range">How far back: 12 h, 24 h, 3, 7, 30, 90, 180 or 365 days.</param>
public sealed record HeatmapRequest(int Model, string Symbol, string? Exchange, TimeSpan Range);

/// <summary>Which series.</summary>
/// <param name="Symbol">Instrument, such as BTCUSDT, or, over all exchanges, coin, such as BTC.</param>
/// <param name="Exchange">Which exchange; null for all together.</param>
/// <param name="Interval">Length of the intervals.</param>
/// <param name="From">First time, inclusive.</param>
/// <param name="To">Last time, exclusive.</param>
public sealed record SeriesRequest(
    string Symbol, string? Exchange, TimeSpan Interval, DateTimeOffset From, DateTimeOffset To);
