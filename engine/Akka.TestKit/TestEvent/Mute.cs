using Akka.Actor;

namespace Akka.TestKit.TestEvent;

/// <summary>Has the test listener drop the entries that a filter accepts.</summary>
public sealed class Mute : INoSerializationVerificationNeeded
{
    /// <summary>Holds the filters.</summary>
    public Mute(params EventFilterBase[] filters)
    {
        Filters = filters;
    }

    /// <summary>Holds the filters.</summary>
    public Mute(IReadOnlyCollection<EventFilterBase> filters)
    {
        Filters = filters;
    }

    /// <summary>The filters.</summary>
    public IReadOnlyCollection<EventFilterBase> Filters { get; }
}

/// <summary>Ends that.</summary>
public sealed class Unmute : INoSerializationVerificationNeeded
{
    /// <summary>Holds the filters.</summary>
    public Unmute(params EventFilterBase[] filters)
    {
        Filters = filters;
    }

    /// <summary>Holds the filters.</summary>
    public Unmute(IReadOnlyCollection<EventFilterBase> filters)
    {
        Filters = filters;
    }

    /// <summary>The filters.</summary>
    public IReadOnlyCollection<EventFilterBase> Filters { get; }
}
