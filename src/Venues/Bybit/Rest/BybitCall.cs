using WhaleStack.Domain.Ports;
using WhaleStack.Venues.Bybit.Wire;
using WhaleStack.Venues.Http;

namespace WhaleStack.Venues.Bybit.Rest;

/// <summary>One request to Bybit's REST interface, tried as often as its kind allows.</summary>
internal abstract class BybitCall
{
    protected BybitCall(string name) => Name = name;

    /// <summary>Method, path and query, for messages.</summary>
    public string Name { get; }

    /// <summary>Whether it may be sent again when it may have been carried out already.</summary>
    public abstract bool MayRepeatInDoubt { get; }

    /// <summary>Whether an answer without the venue's clock is not the venue's.</summary>
    public abstract bool NeedsTime { get; }

    /// <summary>Waits until it may go: limits, clock.</summary>
    public virtual ValueTask ReadyAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <summary>Makes the request for one try.</summary>
    public abstract HttpRequestMessage Make();

    /// <summary>Learns from an answer, granted or not.</summary>
    public virtual void See(HttpTry.Answered answered, BybitAnswer? answer)
    {
        // A public request has nothing to learn.
    }

    /// <summary>Whether to try again after this failure.</summary>
    public virtual bool MayRepeat(VenueError error) => error.IsTransient;
}

/// <summary>A request for public data: a read, so it may be repeated.</summary>
internal sealed class BybitPublicCall : BybitCall
{
    private readonly string _path;

    public BybitPublicCall(string path)
        : base($"GET {path}") => _path = path;

    public override bool MayRepeatInDoubt => true;

    public override bool NeedsTime => true;

    public override HttpRequestMessage Make() => new(HttpMethod.Get, _path);
}

/// <summary>How a request ended: with an answer that grants it, or with an error.</summary>
/// <param name="Answer">The answer; null when it failed.</param>
/// <param name="Error">Why it failed; null when it was granted.</param>
/// <param name="IsDoubtful">Whether it failed in a way after which it may have been carried out.</param>
/// <param name="Cause">What the connection said.</param>
internal readonly record struct BybitOutcome(
    BybitAnswer? Answer, VenueError? Error, bool IsDoubtful, Exception? Cause);
