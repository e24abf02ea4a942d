using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Bybit.Wire;
using WhaleStack.Venues.Http;
using WhaleStack.Venues.Json;

namespace WhaleStack.Venues.Bybit.Rest;

/// <summary>
/// Bybit's REST interface: asks no faster than the venue allows, gives each try a time-out, and repeats with growing
/// pauses what may help and may be repeated. Thread-safe; one for each address, shared by public data and an account.
/// </summary>
public sealed class BybitRestClient : IDisposable
{
    private const int ShownBytesMax = 200;
    private readonly BybitOptions _options;
    private readonly TimeProvider _time;
    private readonly VenueHttp _http;

    /// <summary>Makes one with its own connections.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public BybitRestClient(BybitOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _options = options.Validated();
        _time = time;
        _http = new VenueHttp(
            new VenueHttpOptions
            {
                Venue = "bybit",
                Endpoint = options.RestEndpoint,
                RequestTimeout = options.RequestTimeout,
                RequestsPerWindowMax = options.RequestsPerWindowMax,
                RequestWindow = options.RequestWindow,
                AnswerBytesMax = options.AnswerBytesMax,
                BackoffMin = options.BackoffMin,
                BackoffMax = options.BackoffMax,
            },
            time);
    }

    /// <summary>Where it asks.</summary>
    public Uri Endpoint => _options.RestEndpoint;

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Asks for public data and returns the answer to a request that was granted.</summary>
    /// <param name="path">Path and query, such as <c>/v5/market/time</c>.</param>
    /// <param name="cancellation">Ends waiting and trying.</param>
    /// <exception cref="VenueException">The venue refused, or could not be reached in all tries.</exception>
    internal async Task<BybitAnswer> GetAsync(string path, CancellationToken cancellation)
    {
        var outcome = await RunAsync(new BybitPublicCall(path), cancellation).ConfigureAwait(false);
        return outcome.Answer
            ?? throw new VenueException(outcome.Error!.Message, outcome.Error.IsTransient, outcome.Cause);
    }

    /// <summary>Tries a request as often as it may be tried.</summary>
    internal async Task<BybitOutcome> RunAsync(BybitCall call, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            await call.ReadyAsync(cancellation).ConfigureAwait(false);
            var ended = await _http.TryAsync(call.Name, call.Make, cancellation).ConfigureAwait(false);
            var (outcome, mayHelpAgain, pause) = Read(call, ended);
            if (outcome.Error is not { } error
                || !mayHelpAgain
                || !call.MayRepeat(error)
                || (outcome.IsDoubtful && !call.MayRepeatInDoubt))
            {
                return outcome;
            }

            if (attempt >= _options.AttemptsMax)
            {
                return outcome with { Error = error with { Message = $"{error.Message} (tried {attempt} times)" } };
            }

            await _http.WaitAsync(_http.PauseAfter(attempt, pause), cancellation).ConfigureAwait(false);
        }
    }

    private Reading Read(BybitCall call, HttpTry ended) => ended switch
    {
        HttpTry.Answered answered => answered.Status is >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous
            ? ReadBody(call, answered)
            : RefusedByStatus(call, answered),
        HttpTry.NotSent unsent => new Reading(
            new BybitOutcome(
                null,
                new VenueError(
                    unsent.IsSilenced ? VenueErrorKind.AddressBanned : VenueErrorKind.NotConnected, unsent.Message),
                IsDoubtful: false,
                unsent.Cause),
            MayHelpAgain: !unsent.IsSilenced,
            null),
        HttpTry.Lost lost => new Reading(
            new BybitOutcome(
                null,
                new VenueError(lost.MayHelpAgain ? VenueErrorKind.NoAnswer : VenueErrorKind.BadRequest, lost.Message),
                IsDoubtful: true,
                lost.Cause),
            lost.MayHelpAgain,
            null),
        _ => throw new InvalidOperationException($"'{ended.GetType().Name}' is no end of a try."),
    };

    private Reading ReadBody(BybitCall call, HttpTry.Answered answered)
    {
        try
        {
            var answer = BybitAnswer.Read(call.Name, answered.Body);
            call.See(answered, answer);
            if (answer.Code == 0)
            {
                _ = call.NeedsTime ? answer.Time : default;
                return new Reading(new BybitOutcome(answer, null, false, null), MayHelpAgain: false, null);
            }

            var refusal = BybitErrors.Refused(call.Name, answer.Code, answer.Message);
            return new Reading(
                new BybitOutcome(null, refusal, BybitErrors.LeavesDoubt(answer.Code), null),
                MayHelpAgain: true,
                answer.Code == BybitErrors.RateLimited ? UntilReset(answered.Headers) : null);
        }
        catch (JsonException)
        {
            var type = answered.MediaType ?? "no type";
            return Unreadable(call, $"is not JSON ({type}, {answered.Body.Length} bytes): '{Shown(answered.Body)}'");
        }
        catch (VenueFormatException wrong)
        {
            return Unreadable(call, $"is not Bybit's: {wrong.Message}: '{Shown(answered.Body)}'");
        }
        catch (InvalidOperationException)
        {
            return Unreadable(call, "holds an escape that is no character");
        }
    }

    private static Reading Unreadable(BybitCall call, string what) => new(
        new BybitOutcome(
            null,
            new VenueError(VenueErrorKind.NoAnswer, $"bybit {call.Name}: the answer {what}"),
            IsDoubtful: true,
            null),
        MayHelpAgain: true,
        null);

    private Reading RefusedByStatus(BybitCall call, HttpTry.Answered answered)
    {
        call.See(answered, null);
        var failure = BybitErrors.Refused(call.Name, answered.Status, Shown(answered.Body));
        var outcome = new BybitOutcome(null, failure, BybitErrors.LeavesDoubt(answered.Status), null);
        if (failure.Kind == VenueErrorKind.AddressBanned)
        {
            _http.BeSilentFor(_options.BanPause);
            return new Reading(outcome, MayHelpAgain: false, null);
        }

        var wanted = answered.Headers.RetryAfter;
        return new Reading(
            outcome, MayHelpAgain: true, wanted?.Delta ?? (wanted?.Date - _time.GetUtcNow()));
    }

    private TimeSpan? UntilReset(HttpResponseHeaders headers) =>
        headers.TryGetValues("X-Bapi-Limit-Reset-Timestamp", out var values)
        && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds < DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) - _time.GetUtcNow()
            : null;

    private static string Shown(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, ShownBytesMax)));
        return string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
    }

    private readonly record struct Reading(BybitOutcome Outcome, bool MayHelpAgain, TimeSpan? Pause);
}
