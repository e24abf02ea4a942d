using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Http;

namespace WhaleStack.Venues.Binance.Rest;

/// <summary>One request to Binance's REST interface, tried as often as its kind allows.</summary>
internal abstract class BinanceCall
{
    protected BinanceCall(string name, int weight)
    {
        Name = name;
        Weight = weight;
    }

    /// <summary>Method and path, for messages; never a signature.</summary>
    public string Name { get; }

    /// <summary>What the venue counts it for against the address.</summary>
    public int Weight { get; }

    /// <summary>Whether it may be sent again when it may have been carried out already.</summary>
    public abstract bool MayRepeatInDoubt { get; }

    /// <summary>Waits until it may go: limits, clock.</summary>
    public virtual ValueTask ReadyAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <summary>Makes the request for one try.</summary>
    public abstract HttpRequestMessage Make();

    /// <summary>Learns from an answer, granted or not.</summary>
    /// <param name="answered">The answer.</param>
    /// <param name="code">The venue's code; null where there is none.</param>
    public virtual void See(HttpTry.Answered answered, int? code)
    {
        // A public request has nothing to learn.
    }

    /// <summary>Whether to try again after this failure.</summary>
    public virtual bool MayRepeat(VenueError error) => error.IsTransient;
}

/// <summary>A request for public data: a read, so it may be repeated.</summary>
internal sealed class BinancePublicCall : BinanceCall
{
    private readonly string _path;

    public BinancePublicCall(string path, int weight)
        : base($"GET {path}", weight) => _path = path;

    public override bool MayRepeatInDoubt => true;

    public override HttpRequestMessage Make() => new(HttpMethod.Get, _path);
}

/// <summary>How a request ended: with what was read of an answer that grants it, or with an error.</summary>
/// <param name="Value">What was read; of no meaning when it failed.</param>
/// <param name="Error">Why it failed; null when it was granted.</param>
/// <param name="IsDoubtful">Whether it failed in a way after which it may have been carried out.</param>
internal readonly record struct BinanceOutcome<T>(T? Value, VenueError? Error, bool IsDoubtful);
