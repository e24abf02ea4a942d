using System.Collections.Immutable;
using WhaleStack.Quant;

namespace WhaleStack.Storage.Projections;

/// <summary>How the tables follow the journal; <c>config/projections.yaml</c>.</summary>
/// <param name="PollInterval">Pause between two looks at the journal, 50 ms to 1 minute; none while there is
/// more.</param>
/// <param name="BatchEventsMax">Most events of one transaction, 1 to 10,000.</param>
/// <param name="CatchUpMax">How long the end of a node waits for the tables, 0 to 5 minutes; what is missing is made
/// at the next start.</param>
public sealed record ProjectionOptions(TimeSpan PollInterval, int BatchEventsMax, TimeSpan CatchUpMax)
    : IValidatedOptions
{
    /// <inheritdoc/>
    public ImmutableArray<string> Validate() => new Mistakes()
        .Within("poll_interval", PollInterval, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1))
        .Within("batch_events_max", BatchEventsMax, 1, 10_000)
        .Within("catch_up_max", CatchUpMax, TimeSpan.Zero, TimeSpan.FromMinutes(5))
        .Found;
}
