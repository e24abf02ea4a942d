using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Accounts;
using WhaleStack.Venues.Sockets;

namespace WhaleStack.Venues;

/// <summary>How patient an account's channel is, whatever the venue.</summary>
/// <param name="RestartPauseMin">First pause before a lost channel is opened again.</param>
/// <param name="RestartPauseMax">Longest pause between two openings.</param>
/// <param name="HealthySpell">A channel that was live so long starts from the first pause again.</param>
/// <param name="RefusalsMax">Refused greetings in a row after which it ends.</param>
/// <param name="GapOverlap">How far before the last execution seen a gap is read again.</param>
/// <param name="RememberedMax">Executions and orders remembered.</param>
/// <param name="NewsBufferedMax">News held between channel and reader.</param>
internal sealed record AccountChannelOptions(
    TimeSpan RestartPauseMin,
    TimeSpan RestartPauseMax,
    TimeSpan HealthySpell,
    int RefusalsMax,
    TimeSpan GapOverlap,
    int RememberedMax,
    int NewsBufferedMax);

/// <summary>
/// What the account's channels of all venues have in common: sessions one after another with growing pauses, what was
/// told before is not told again, and the state of it all.
/// </summary>
/// <remarks>
/// Connecting -> CatchingUp -> Live -> Down -> Connecting ..., until it is stopped or the venue refuses the account
/// (Ended).
/// </remarks>
internal abstract class AccountChannel : IAccountFeed
{
    private readonly AccountChannelOptions _options;
    private readonly TimeProvider _time;
    private volatile ChannelHealth _health;
    private volatile VenueConnection? _connection;
    private int _running;

    protected AccountChannel(AccountChannelOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _health = new ChannelHealth(ChannelState.Down, "not started", 0, time.GetUtcNow());
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    /// <remarks>A lost connection counts at once, though its last news may still be under way.</remarks>
    public ChannelHealth Health => _health is { State: ChannelState.Live } live && _connection is { IsEnded: true }
        ? live with { State = ChannelState.Down, Detail = "the connection was lost" }
        : _health;

    /// <inheritdoc/>
    public async IAsyncEnumerable<AccountNews> ReceiveAsync(
        DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _running, 1) == 1)
        {
            throw new InvalidOperationException($"{Name} is being read already.");
        }

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var news = Channel.CreateBounded<AccountNews>(
            new BoundedChannelOptions(_options.NewsBufferedMax) { SingleReader = true, SingleWriter = true });
        var running = Task.Run(() => RunAsync(since, news.Writer, stopping.Token), CancellationToken.None);
        try
        {
            await foreach (var item in news.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                yield return item;
            }
        }
        finally
        {
            await stopping.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(false);
            Volatile.Write(ref _running, 0);
        }
    }

    /// <summary>Where to, for people.</summary>
    protected abstract string Place { get; }

    /// <summary>The venue's time, looked at where that is due.</summary>
    protected abstract Task<DateTimeOffset> NowAsync(CancellationToken cancellation);

    /// <summary>Opens the channel, catches up and follows it until it ends.</summary>
    /// <exception cref="FeedException">The connection was lost.</exception>
    protected abstract Task<SessionEnd> FollowAsync(Session session, CancellationToken cancellation);

    /// <summary>Whether opening the channel again would not help.</summary>
    protected static bool IsFinal(VenueError error) =>
        error.Kind is VenueErrorKind.Credentials or VenueErrorKind.NotPermitted;

    private async Task RunAsync(
        DateTimeOffset? since, ChannelWriter<AccountNews> news, CancellationToken cancellation)
    {
        try
        {
            var now = await NowAsync(cancellation).ConfigureAwait(false);
            var memory = new AccountMemory(since ?? now, _options.GapOverlap, _options.RememberedMax);
            var end = await RunAsync(memory, news, cancellation).ConfigureAwait(false);
            SetHealth(ChannelState.Ended, end, _health.Restarts);
            news.TryComplete(new FeedException($"{Name}: {end}"));
        }
        catch (OperationCanceledException stopped)
        {
            SetHealth(ChannelState.Ended, "stopped", _health.Restarts);
            news.TryComplete(stopped);
        }
        catch (Exception bug)
        {
            // Whoever reads the news gets it: an error here must not look like silence.
            SetHealth(ChannelState.Ended, $"failed: {bug.Message}", _health.Restarts);
            news.TryComplete(bug);
        }
    }

    // Returns why the channel must not be opened again.
    private async Task<string> RunAsync(
        AccountMemory memory, ChannelWriter<AccountNews> news, CancellationToken cancellation)
    {
        var pauses = new RestartPauses(_options.RestartPauseMin, _options.RestartPauseMax, _options.HealthySpell);
        var refusals = 0;
        for (var restarts = 0L; ; restarts++)
        {
            var session = new Session(this, memory, news, restarts);
            await session.TellAsync(ChannelState.Connecting, Place, cancellation).ConfigureAwait(false);
            var end = await EndOfAsync(session, cancellation).ConfigureAwait(false);
            refusals = end.WasRefused ? refusals + 1 : 0;
            if (end.IsFinal || refusals >= _options.RefusalsMax)
            {
                return end.Why;
            }

            await session.TellAsync(ChannelState.Down, end.Why, cancellation).ConfigureAwait(false);
            await Task.Delay(pauses.Next(session.HealthyFor), _time, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<SessionEnd> EndOfAsync(Session session, CancellationToken cancellation)
    {
        try
        {
            return await FollowAsync(session, cancellation).ConfigureAwait(false);
        }
        catch (FeedException lost)
        {
            return new SessionEnd(lost.Message, IsFinal: false, WasRefused: false);
        }
    }

    private ChannelHealth SetHealth(ChannelState state, string detail, long restarts) =>
        _health = new ChannelHealth(state, detail, restarts, _time.GetUtcNow());

    /// <summary>Why a session ended.</summary>
    /// <param name="Why">In one line.</param>
    /// <param name="IsFinal">Whether opening the channel again would not help.</param>
    /// <param name="WasRefused">Whether the venue refused the greeting.</param>
    protected readonly record struct SessionEnd(string Why, bool IsFinal, bool WasRefused);

    /// <summary>One opening of the channel.</summary>
    protected sealed class Session
    {
        private readonly AccountChannel _channel;
        private readonly ChannelWriter<AccountNews> _news;
        private readonly long _restarts;
        private long? _liveAt;

        public Session(
            AccountChannel channel, AccountMemory memory, ChannelWriter<AccountNews> news, long restarts)
        {
            _channel = channel;
            _news = news;
            _restarts = restarts;
            Memory = memory;
        }

        /// <summary>What was told before.</summary>
        public AccountMemory Memory { get; }

        /// <summary>How long it has been live.</summary>
        public TimeSpan HealthyFor => _liveAt is { } at ? _channel._time.GetElapsedTime(at) : TimeSpan.Zero;

        /// <summary>Tells the channel's state.</summary>
        public async Task TellAsync(ChannelState state, string detail, CancellationToken cancellation)
        {
            var health = _channel.SetHealth(state, detail, _restarts);
            await _news.WriteAsync(new AccountNews.ChannelChanged(health), cancellation).ConfigureAwait(false);
        }

        /// <summary>What happens is told as it happens from now on.</summary>
        public async Task GoLiveAsync(VenueConnection connection, CancellationToken cancellation)
        {
            _channel._connection = connection;
            await TellAsync(ChannelState.Live, _channel.Place, cancellation).ConfigureAwait(false);
            _liveAt = _channel._time.GetTimestamp();
        }

        /// <summary>Tells what was not told before.</summary>
        public async Task PassOnAsync(ImmutableArray<AccountNews> items, CancellationToken cancellation)
        {
            foreach (var item in items.Where(Memory.IsNew))
            {
                await _news.WriteAsync(item, cancellation).ConfigureAwait(false);
            }
        }
    }
}
