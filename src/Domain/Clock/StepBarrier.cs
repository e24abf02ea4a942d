using WhaleStack.Messages.Clock;

namespace WhaleStack.Domain.Clock;

/// <summary>
/// Waits until everyone has acknowledged a watermark. Late answers to an earlier one and repeated ones are ignored.
/// Not thread-safe: one actor owns one instance.
/// </summary>
public sealed class StepBarrier
{
    private readonly SortedSet<string> _names;
    private readonly SortedSet<string> _waiting = new(StringComparer.Ordinal);

    /// <summary>Makes one.</summary>
    /// <param name="names">Who must acknowledge, at least one.</param>
    /// <exception cref="ArgumentException">There is no name.</exception>
    public StepBarrier(IEnumerable<string> names)
    {
        _names = new SortedSet<string>(names, StringComparer.Ordinal);
        if (_names.Count == 0)
        {
            throw new ArgumentException("names is empty: nobody to wait for.", nameof(names));
        }
    }

    /// <summary>The watermark that is waited for; null before the first.</summary>
    public Watermark? Current { get; private set; }

    /// <summary>Who has not answered yet, in ordinal order.</summary>
    public IReadOnlyCollection<string> Waiting => _waiting;

    /// <summary>Starts to wait for everyone.</summary>
    /// <exception cref="InvalidOperationException">The watermark does not lie beyond the last one.</exception>
    public void Begin(Watermark watermark)
    {
        ArgumentNullException.ThrowIfNull(watermark);
        Invariant.Hold(Current is not { } last || last <= watermark, "Watermarks never go back.");
        Current = watermark;
        _waiting.UnionWith(_names);
    }

    /// <summary>Notes an answer; true when it was the last one missing.</summary>
    public bool Acknowledge(string name, Watermark watermark) =>
        watermark == Current && _waiting.Remove(name) && _waiting.Count == 0;
}
