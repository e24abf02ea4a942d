using System.Globalization;
using System.Text.RegularExpressions;
using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Bybit.Rest;
using WhaleStack.Venues.Bybit.Wire;
using WhaleStack.Venues.Json;
using WhaleStack.Venues.Signing;

namespace WhaleStack.Venues.Bybit.Private;

/// <summary>
/// The signed side of Bybit's REST interface: the public client's machinery with a signature, the venue's clock and the
/// account's limits. Thread-safe; one for each account.
/// </summary>
internal sealed partial class BybitSignedClient : IDisposable
{
    private readonly BybitRestClient _rest;
    private readonly BybitAccountOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _looking = new(1, 1);
    private long _nextLookTicks;

    public BybitSignedClient(
        BybitRestClient rest, BybitAccountOptions options, ApiCredentials credentials, TimeProvider time)
    {
        _rest = rest;
        _options = options;
        _time = time;
        Clock = new ServerClock(options.ClockSamplesMax, options.ClockAgeMax, time);
        Signer = new BybitSigner(credentials, options.ReceiveWindow);
        Limits = new BybitLimits(options.LimitWaitMax, time);
    }

    public Uri Endpoint => _rest.Endpoint;

    public ServerClock Clock { get; }

    public BybitSigner Signer { get; }

    public BybitLimits Limits { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Limits.Dispose();
        _looking.Dispose();
    }

    /// <summary>Reads.</summary>
    /// <param name="endpoint">Where.</param>
    /// <param name="query">The query without its question mark.</param>
    /// <param name="read">Reads the result.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<VenueResult<T>> GetAsync<T>(
        BybitEndpoint endpoint, string query, Func<VenueRow, T> read, CancellationToken cancellation) =>
        RunAsync(new BybitSignedCall(this, endpoint, query, null, 1), (result, _) => read(result), cancellation);

    /// <summary>Commands.</summary>
    /// <param name="endpoint">Where.</param>
    /// <param name="body">JSON.</param>
    /// <param name="units">How many units of the endpoint's limit it takes.</param>
    /// <param name="read">Reads the result and what the venue says beside it.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task<VenueResult<T>> PostAsync<T>(
        BybitEndpoint endpoint,
        string body,
        int units,
        Func<VenueRow, VenueRow, T> read,
        CancellationToken cancellation) =>
        RunAsync(new BybitSignedCall(this, endpoint, "", body, units), read, cancellation);

    /// <summary>Looks at the venue's clock when that is due; without an answer it goes on with what is known.</summary>
    public async ValueTask EnsureClockAsync(CancellationToken cancellation)
    {
        if (!IsLookDue())
        {
            return;
        }

        await _looking.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            for (var i = 0; i < _options.ClockSamplesPerLook && (i > 0 || IsLookDue()); i++)
            {
                var outcome = await _rest.RunAsync(new BybitTimeCall(Clock), cancellation).ConfigureAwait(false);
                if (outcome.Error is not null)
                {
                    var next = _time.GetUtcNow() + _options.ClockRetryPause;
                    Interlocked.Exchange(ref _nextLookTicks, next.UtcTicks);
                    return;
                }
            }
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <summary>
    /// Takes the venue's clock from a refusal for the wrong time; what was known before is forgotten, since it was
    /// wrong.
    /// </summary>
    public void CorrectClock(DateTimeOffset sentAt, DateTimeOffset receivedAt, BybitAnswer refusal)
    {
        var told = ServerTime().Match(refusal.Message);
        var at = told.Success
            && long.TryParse(told.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var milliseconds)
                ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                : refusal.AnsweredAt;
        if (at is { } serverTime)
        {
            Clock.Forget();
            Clock.Add(sentAt, receivedAt, serverTime);
        }
    }

    private bool IsLookDue() =>
        Clock.IsStale && _time.GetUtcNow().UtcTicks >= Interlocked.Read(ref _nextLookTicks);

    private async Task<VenueResult<T>> RunAsync<T>(
        BybitSignedCall call, Func<VenueRow, VenueRow, T> read, CancellationToken cancellation)
    {
        var outcome = await _rest.RunAsync(call, cancellation).ConfigureAwait(false);
        if (outcome.Error is { } error)
        {
            // What only reads leaves no doubt: nothing can have happened.
            return outcome.IsDoubtful && !call.OnlyReads
                ? new VenueResult<T>.InDoubt(error)
                : new VenueResult<T>.Refused(error);
        }

        var answer = outcome.Answer!;
        try
        {
            return new VenueResult<T>.Granted(Read(answer, read));
        }
        catch (VenueFormatException wrong)
        {
            var unread = new VenueError(
                VenueErrorKind.NoAnswer, $"bybit {call.Name}: the answer is not Bybit's: {wrong.Message}");
            return call.OnlyReads ? new VenueResult<T>.Refused(unread) : new VenueResult<T>.InDoubt(unread);
        }
    }

    private static T Read<T>(BybitAnswer answer, Func<VenueRow, VenueRow, T> read) => read(
        answer.ResultRow(stackalloc int[FieldTable.Room]), answer.ExtraRow(stackalloc int[FieldTable.Room]));

    [GeneratedRegex(@"server_timestamp\[(\d{1,14})\]", RegexOptions.CultureInvariant)]
    private static partial Regex ServerTime();
}
