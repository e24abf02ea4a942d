namespace Akka.Persistence.Journal;

/// <summary>Changes nothing.</summary>
public sealed class IdentityEventAdapter : IEventAdapter
{
    private IdentityEventAdapter()
    {
    }

    /// <summary>The only instance.</summary>
    public static IdentityEventAdapter Instance { get; } = new();

    /// <inheritdoc/>
    public string Manifest(object evt) => string.Empty;

    /// <inheritdoc/>
    public object ToJournal(object evt) => evt;

    /// <inheritdoc/>
    public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Single(evt);
}

/// <summary>
/// Several adapters bound to one type: on reading, the events of all of them, in the order of the configuration. It
/// cannot write, because it would have to choose.
/// </summary>
public sealed class CombinedReadEventAdapter : IEventAdapter
{
    private readonly IEventAdapter[] _adapters;

    /// <summary>Creates the combination.</summary>
    public CombinedReadEventAdapter(IEnumerable<IEventAdapter> adapters) => _adapters = adapters.ToArray();

    /// <summary>The adapters, in order.</summary>
    public IEnumerable<IEventAdapter> Adapters => _adapters;

    /// <summary>Always fails with <see cref="InvalidOperationException"/>.</summary>
    public string Manifest(object evt) => throw OnlyReads("manifests");

    /// <summary>Always fails with <see cref="InvalidOperationException"/>.</summary>
    public object ToJournal(object evt) => throw OnlyReads("events");

    /// <inheritdoc/>
    public IEventSequence FromJournal(object evt, string manifest) =>
        EventSequence.Create(_adapters.SelectMany(a => a.FromJournal(evt, manifest).Events).ToArray());

    private InvalidOperationException OnlyReads(string what) => new(
        $"Several event adapters are bound to one type, so it cannot be said which one writes {what}: " +
        string.Join(", ", _adapters.Select(static a => a.GetType().Name)));
}

/// <summary>Makes a whole adapter of one that only writes.</summary>
internal sealed class WriteOnlyEventAdapter(IWriteEventAdapter adapter) : IEventAdapter
{
    public string Manifest(object evt) => adapter.Manifest(evt);

    public object ToJournal(object evt) => adapter.ToJournal(evt);

    public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Single(evt);
}

/// <summary>Makes a whole adapter of one that only reads.</summary>
internal sealed class ReadOnlyEventAdapter(IReadEventAdapter adapter) : IEventAdapter
{
    public string Manifest(object evt) => string.Empty;

    public object ToJournal(object evt) => evt;

    public IEventSequence FromJournal(object evt, string manifest) => adapter.FromJournal(evt, manifest);
}
