using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using WhaleStack.Domain.Ports;
using WhaleStack.Messages.Clock;
using WhaleStack.Messages.Coins;
using WhaleStack.Messages.Market;
using WhaleStack.Messages.Units;

namespace WhaleStack.Actors.Tests.Support;

/// <summary>
/// A venue that a test moves on by seconds and that fails by a seed: frames are lost, doubled, swapped or garbled,
/// topics fall silent, connections stall, break or are refused. It knows the true book of every second.
/// </summary>
/// <remarks>A frame is <c>TOPIC TIME UPDATE BID KIND</c>, a topic <c>book.SYMBOL</c> or <c>price.SYMBOL</c>.</remarks>
internal sealed class FaultyVenue(int seed, params InstrumentId[] coins) : IMarketFeed
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, int> _silentUntil = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(InstrumentId Coin, DateTimeOffset Time), decimal> _truth = new();
    private Channel<string>? _session;
    private int _second;
    private int _stalledUntil;
    private int _refusedUntil;

    public string Name => "faulty";

    public bool CanResubscribe => true;

    /// <summary>The second that the venue is in.</summary>
    public DateTimeOffset Now => Start.AddSeconds(_second);

    /// <summary>Whether somebody is connected and is sent something.</summary>
    public bool IsHeard => _session is not null && _second >= _stalledUntil;

    /// <summary>How often each kind of fault was made.</summary>
    public ConcurrentDictionary<string, int> Faults { get; } = new(StringComparer.Ordinal);

    /// <summary>How often somebody connected.</summary>
    public int Connections { get; private set; }

    public ImmutableArray<string> TopicsFor(IReadOnlyCollection<InstrumentId> wanted) =>
        [.. wanted.SelectMany(coin => new[] { $"book.{coin.Symbol}", $"price.{coin.Symbol}" })];

    public TimeSpan? SilenceMaxOf(string topic) => TimeSpan.FromSeconds(20);

    /// <summary>The best bid of a coin's true book as it was at a time.</summary>
    public decimal TrueBid(InstrumentId coin, DateTimeOffset time) => _truth[(coin, time)];

    /// <summary>A second goes by.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            _second++;
            List<string> frames = [];
            foreach (var coin in coins)
            {
                _truth[(coin, Now)] = BidAt(coin, _second);
                frames.Add(Frame($"book.{coin.Symbol}"));
                frames.Add(Frame($"price.{coin.Symbol}"));
            }

            FailAtLarge();
            if (IsHeard)
            {
                frames.RemoveAll(IsSilent);
                FailFrames(frames).ForEach(frame => _session!.Writer.TryWrite(frame));
            }
        }
    }

    public async IAsyncEnumerable<RawFrame> ReceiveAsync(
        FeedRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var session = Channel.CreateBounded<string>(100_000);
        lock (_gate)
        {
            Connections++;
            if (_second < _refusedUntil)
            {
                throw new FeedException("the connection was refused.");
            }

            _session = session;
            foreach (var topic in TopicsFor(coins))
            {
                session.Writer.TryWrite(Snapshot(topic));
            }
        }

        _ = ResubscribeAsync(request.Resubscriptions!, session, cancellation);
        await foreach (var frame in session.Reader.ReadAllAsync(cancellation))
        {
            yield return new RawFrame(Encoding.UTF8.GetBytes(frame), Now);
        }
    }

    public FeedFrame Parse(RawFrame frame)
    {
        var words = Encoding.UTF8.GetString(frame.Payload.Span).Split(' ');
        if (words.Length != 5)
        {
            return new FeedFrame(FrameKind.Malformed, string.Empty, [], null, "not five words");
        }

        var coin = coins.Single(coin => words[0].EndsWith($".{coin.Symbol}", StringComparison.Ordinal));
        var time = DateTimeOffset.FromUnixTimeSeconds(long.Parse(words[1], CultureInfo.InvariantCulture));
        var update = long.Parse(words[2], CultureInfo.InvariantCulture);
        var bid = decimal.Parse(words[3], CultureInfo.InvariantCulture);
        IWithCoin item = words[0].StartsWith("book", StringComparison.Ordinal)
            ? new CoinCommands.ApplyBook(coin, Book(time, words[4] == "snapshot", update, bid))
            : new CoinCommands.ApplyTicker(coin, new Ticker(time, IsSnapshot: false, LastPriceQuote: bid));
        return new FeedFrame(FrameKind.Data, words[0], [item], time, string.Empty);
    }

    // Each second's book is one bid and one ask; the last second's are taken away.
    private static BookUpdate Book(DateTimeOffset time, bool isSnapshot, long update, decimal bid)
    {
        var before = isSnapshot ? bid : BidAt(update - 1);
        ImmutableArray<BookLevel> Side(decimal now, decimal gone) => now == gone || isSnapshot
            ? [new BookLevel(now, 1m)]
            : [new BookLevel(gone, 0m), new BookLevel(now, 1m)];
        return new BookUpdate(time, isSnapshot, update, Side(bid, before), Side(bid + 1m, before + 1m));
    }

    private static decimal BidAt(InstrumentId coin, int second) => BidAt(second);

    // Up and down, and never the same as the second before.
    private static decimal BidAt(long second) => 1_000m + (second * 7 % 500);

    private string Frame(string topic) => Text(topic, "delta");

    private string Snapshot(string topic) => Text(topic, "snapshot");

    private string Text(string topic, string kind) => string.Create(
        CultureInfo.InvariantCulture, $"{topic} {Now.ToUnixTimeSeconds()} {_second} {BidAt(_second)} {kind}");

    private bool IsSilent(string frame) =>
        _silentUntil.TryGetValue(frame[..frame.IndexOf(' ', StringComparison.Ordinal)], out var until)
        && _second < until;

    private bool Fails(string fault, double perSecond)
    {
        var fails = _random.NextDouble() < perSecond;
        if (fails)
        {
            Faults.AddOrUpdate(fault, 1, (_, count) => count + 1);
        }

        return fails;
    }

    private void FailAtLarge()
    {
        if (Fails("refused", 1.0 / 1_200))
        {
            _refusedUntil = _second + _random.Next(1, 180);
            Break();
        }

        if (Fails("broken", 1.0 / 300))
        {
            Break();
        }

        if (Fails("stalled", 1.0 / 600))
        {
            _stalledUntil = _second + _random.Next(1, 120);
        }

        if (Fails("silent", 1.0 / 300))
        {
            var topics = TopicsFor(coins);
            _silentUntil[topics[_random.Next(topics.Length)]] = _second + _random.Next(1, 300);
        }
    }

    private List<string> FailFrames(List<string> frames)
    {
        List<string> sent = [];
        foreach (var frame in frames)
        {
            if (Fails("lost", 1.0 / 200))
            {
                continue;
            }

            sent.Add(Fails("garbled", 1.0 / 500) ? frame[..(frame.Length / 3)] : frame);
            if (Fails("doubled", 1.0 / 500))
            {
                sent.Add(frame);
            }
        }

        if (sent.Count > 1 && Fails("swapped", 1.0 / 500))
        {
            (sent[0], sent[^1]) = (sent[^1], sent[0]);
        }

        return sent;
    }

    private void Break()
    {
        _session?.Writer.TryComplete(new FeedException("the connection was lost."));
        _session = null;
    }

    // A silent topic speaks again when it is asked for; a book then begins with a snapshot.
    private async Task ResubscribeAsync(
        ChannelReader<string> topics, Channel<string> session, CancellationToken cancellation)
    {
        try
        {
            await foreach (var topic in topics.ReadAllAsync(cancellation))
            {
                lock (_gate)
                {
                    Faults.AddOrUpdate("(asked again)", 1, (_, count) => count + 1);
                    _silentUntil.Remove(topic);
                    session.Writer.TryWrite(Snapshot(topic));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The connection is over.
        }
    }
}
