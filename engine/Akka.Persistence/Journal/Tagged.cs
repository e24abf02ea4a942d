using System.Collections.Immutable;

namespace Akka.Persistence.Journal;

/// <summary>
/// An event with its tags. A write adapter returns it; the journal stores the payload, remembers the tags, and finds
/// events by them.
/// </summary>
#pragma warning disable CA1815 // Akka.NET compares the fields as every struct does.
public readonly struct Tagged
#pragma warning restore CA1815
{
    /// <summary>Creates the pair.</summary>
    public Tagged(object payload, IEnumerable<string> tags)
        : this(payload, tags.ToImmutableHashSet(StringComparer.Ordinal))
    {
    }

    /// <summary>Creates the pair.</summary>
    public Tagged(object payload, IImmutableSet<string> tags)
    {
        Payload = payload;
        Tags = tags;
    }

    /// <summary>The event.</summary>
    public object Payload { get; }

    /// <summary>The tags, each once.</summary>
    public IImmutableSet<string> Tags { get; }
}
