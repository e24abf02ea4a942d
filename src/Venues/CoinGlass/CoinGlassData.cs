using System.Collections.Immutable;
using System.Globalization;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Derivatives;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.CoinGlass;

/// <summary>
/// CoinGlass V4: heatmaps of three models, and series of liquidations, open interest, funding, taker volume and
/// positions, of one exchange or of all. Thread-safe.
/// </summary>
/// <remarks>Source of the wire format: CoinGlass's documentation of its interface V4.</remarks>
public sealed class CoinGlassData : IDerivativesData, IDisposable
{
    private readonly CoinGlassOptions _options;
    private readonly CoinGlassRestClient _client;

    /// <summary>Makes one with its own connections.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public CoinGlassData(CoinGlassOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _options = options.Validated();
        _client = new CoinGlassRestClient(options, time);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <inheritdoc/>
    public Task<VenueResult<LiquidationHeatmap>> GetHeatmapAsync(
        HeatmapRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var ofInstrument = request.Model switch
        {
            1 => _options.HeatmapModel1,
            2 => _options.HeatmapModel2,
            3 => _options.HeatmapModel3,
            _ => throw new ArgumentException($"model is {request.Model}; expected 1, 2 or 3.", nameof(request)),
        };
        var range = CoinGlassWords.Range(request.Range);
        var address = request.Exchange is { } exchange
            ? With(ofInstrument, ("exchange", exchange), ("symbol", request.Symbol), ("range", range))
            : With(
                Futures($"liquidation/aggregated-heatmap/model{request.Model}"),
                ("symbol", request.Symbol),
                ("range", range));
        return _client.GetAsync(address, data => data.Read(row => CoinGlassHeatmaps.Read(row, request)), cancellation);
    }

    /// <inheritdoc/>
    public Task<VenueResult<ImmutableArray<LiquidationSum>>> GetLiquidationsAsync(
        SeriesRequest request, CancellationToken cancellation) => GetAsync(
            request,
            _options.LiquidationHistory,
            Futures("liquidation/aggregated-history"),
            row => CoinGlassRows.Liquidations(row, request.Exchange is null),
            row => row.Time,
            cancellation);

    /// <inheritdoc/>
    public Task<VenueResult<ImmutableArray<OpenInterestBar>>> GetOpenInterestAsync(
        SeriesRequest request, CancellationToken cancellation) => GetAsync(
            request,
            _options.OpenInterest,
            Futures("open-interest/aggregated-history"),
            CoinGlassRows.OpenInterest,
            row => row.Time,
            cancellation);

    /// <inheritdoc/>
    public Task<VenueResult<ImmutableArray<FundingBar>>> GetFundingAsync(
        SeriesRequest request, CancellationToken cancellation) => GetAsync(
            request,
            _options.Funding,
            Futures("funding-rate/oi-weight-history"),
            CoinGlassRows.Funding,
            row => row.Time,
            cancellation);

    /// <inheritdoc/>
    public Task<VenueResult<ImmutableArray<TakerVolume>>> GetTakerVolumesAsync(
        SeriesRequest request, CancellationToken cancellation) => GetAsync(
            request,
            _options.Volume,
            Futures("aggregated-taker-buy-sell-volume/history"),
            row => CoinGlassRows.TakerVolume(row, request.Exchange is null),
            row => row.Time,
            cancellation);

    /// <inheritdoc/>
    public Task<VenueResult<ImmutableArray<LongShortShare>>> GetLongShortSharesAsync(
        SeriesRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var address = Futures("global-long-short-account-ratio/history");
        return request.Exchange is null
            ? throw new ArgumentException("exchange is missing: positions are told by exchange.", nameof(request))
            : GetAsync(request, address, address, CoinGlassRows.LongShort, row => row.Time, cancellation);
    }

    /// <summary>Reads pages until the end of the request, or until there is nothing new.</summary>
    private async Task<VenueResult<ImmutableArray<T>>> GetAsync<T>(
        SeriesRequest request,
        Uri ofInstrument,
        Uri ofAll,
        Func<VenueRow, T> read,
        Func<T, DateTimeOffset> timeOf,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var address = request.Exchange is null ? ofAll : ofInstrument;
        var series = new CoinGlassSeries<T>(request, timeOf, _options.PageRowsMax);
        for (var page = 0; page < _options.PagesMax && !series.IsComplete; page++)
        {
            var asked = PageOf(request, address, series.Next);
            var result = await _client.GetAsync(asked, data => data.Rows(read), cancellation).ConfigureAwait(false);
            if (result is not VenueResult<ImmutableArray<T>>.Granted { Value: var rows })
            {
                return result;
            }

            series.Add(rows);
        }

        return series.IsComplete
            ? new VenueResult<ImmutableArray<T>>.Granted(series.Rows)
            : new VenueResult<ImmutableArray<T>>.Refused(new VenueError(
                VenueErrorKind.NoAnswer, $"coinglass: {_options.PagesMax} pages and no end of {request}"));
    }

    private Uri PageOf(SeriesRequest request, Uri address, DateTimeOffset from)
    {
        var exchange = request.Exchange is { } one
            ? ("exchange", one)
            : ("exchange_list", string.Join(',', _options.Exchanges));
        return With(
            address,
            exchange,
            ("symbol", request.Symbol),
            ("interval", CoinGlassWords.Interval(request.Interval)),
            ("limit", _options.PageRowsMax.ToString(CultureInfo.InvariantCulture)),
            ("start_time", Milliseconds(from)),
            ("end_time", Milliseconds(request.To)));
    }

    private Uri Futures(string path) => new(_options.LiquidationHistory, $"/api/futures/{path}");

    private static string Milliseconds(DateTimeOffset time) =>
        time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static Uri With(Uri address, params (string Name, string Value)[] query) => new UriBuilder(address)
    {
        Query = string.Join('&', query.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}")),
    }.Uri;
}
