using System.Globalization;
using Akka.Actor;
using Akka.Event;

namespace Akka.Persistence.Snapshot;

/// <summary>Keeps each snapshot in a file of its own, in one directory.</summary>
public class LocalSnapshotStore : SnapshotStore
{
    private const string Prefix = "snapshot-";

    private readonly DirectoryInfo _directory;
    private readonly int _loadAttemptsMax;
    private readonly PayloadCodec _codec;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    /// <summary>Reads the plugin's configuration by the name of this actor.</summary>
    public LocalSnapshotStore()
    {
        var config = Persistence.Instance.Apply(Context.System).SnapshotStoreConfig(Self.Path.Name);
        _directory = new DirectoryInfo(config.GetString("dir")!);
        _loadAttemptsMax = Math.Max(1, config.GetInt("max-load-attempts", 3));
        _codec = new PayloadCodec((ExtendedActorSystem)Context.System, config.GetString("serializer"));
    }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _directory.Create();
        base.PreStart();
    }

    /// <inheritdoc/>
    protected override Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        Task.Run(() => Load(persistenceId, criteria));

    /// <inheritdoc/>
    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var encoded = _codec.Encode(snapshot, PayloadName.OfSnapshot(metadata));
        return Task.Run(() => Write(metadata, encoded));
    }

    /// <inheritdoc/>
    protected override Task DeleteAsync(SnapshotMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return Task.Run(() => Delete(metadata.PersistenceId, found =>
            found.SequenceNr == metadata.SequenceNr &&
            (metadata.Timestamp == DateTime.MinValue || found.Timestamp == metadata.Timestamp)));
    }

    /// <inheritdoc/>
    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria) =>
        Task.Run(() => Delete(persistenceId, criteria.IsMatch));

    private static string FilePrefix(string persistenceId) => Prefix + Uri.EscapeDataString(persistenceId) + "-";

    private FileInfo FileFor(SnapshotMetadata metadata) => new(Path.Combine(
        _directory.FullName,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{FilePrefix(metadata.PersistenceId)}{metadata.SequenceNr}-{metadata.Timestamp.Ticks}")));

    private List<SnapshotMetadata> Find(string persistenceId)
    {
        var prefix = FilePrefix(persistenceId);
        var found = new List<SnapshotMetadata>();
        foreach (var file in _directory.EnumerateFiles(Prefix + "*"))
        {
            if (file.Name.StartsWith(prefix, StringComparison.Ordinal)
                && file.Name[prefix.Length..].Split('-') is [var nr, var ticks]
                && long.TryParse(nr, NumberStyles.None, CultureInfo.InvariantCulture, out var sequenceNr)
                && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var timestamp))
            {
                found.Add(new SnapshotMetadata(
                    persistenceId, sequenceNr, new DateTime(timestamp, DateTimeKind.Utc)));
            }
        }

        return found;
    }

    /// <summary>When the newest cannot be read, an older one and more events lead to the same state.</summary>
    private SelectedSnapshot? Load(string persistenceId, SnapshotSelectionCriteria criteria)
    {
        Exception? failure = null;
        var candidates = Find(persistenceId).Where(criteria.IsMatch)
            .OrderDescending(SnapshotMetadata.Comparer).Take(_loadAttemptsMax);
        foreach (var metadata in candidates)
        {
            try
            {
                return new SelectedSnapshot(metadata, _codec.Decode(Read(metadata), PayloadName.OfSnapshot(metadata)));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException
                or System.Runtime.Serialization.SerializationException)
            {
                _log.Error(exception, "Cannot load {0}; trying an older one", PayloadName.OfSnapshot(metadata));
                failure ??= exception;
            }
        }

        return failure is null ? null : throw failure;
    }

    private Encoded Read(SnapshotMetadata metadata)
    {
        using var reader = new BinaryReader(FileFor(metadata).OpenRead());
        var serializerId = reader.ReadInt32();
        var manifest = reader.ReadString();
        return new Encoded(serializerId, manifest, reader.ReadBytes(reader.ReadInt32()));
    }

    /// <summary>Under another name first, so that a crash leaves no half snapshot.</summary>
    private void Write(SnapshotMetadata metadata, Encoded encoded)
    {
        var file = FileFor(metadata);
        var draft = file.FullName + ".tmp";
        using (var stream = new FileStream(draft, FileMode.Create, FileAccess.Write))
        using (var writer = new BinaryWriter(stream))
        {
            writer.Write(encoded.SerializerId!.Value);
            writer.Write(encoded.Manifest);
            writer.Write(encoded.Payload.Length);
            writer.Write(encoded.Payload);
            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, file.FullName, overwrite: true);
    }

    private void Delete(string persistenceId, Func<SnapshotMetadata, bool> isMeant)
    {
        foreach (var metadata in Find(persistenceId).Where(isMeant))
        {
            FileFor(metadata).Delete();
        }
    }
}
