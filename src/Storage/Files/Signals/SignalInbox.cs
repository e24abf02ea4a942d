using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Serilog;
using WhaleStack.Domain.Ports;
using WhaleStack.Domain.Scanners.Manual;
using WhaleStack.Messages.Serialization;

namespace WhaleStack.Storage.Files.Signals;

/// <summary>
/// People's signals as files: <c>signals/manual/inbox</c> while they wait, <c>accepted</c> when they are signals,
/// <c>rejected</c> with the reason beside them.
/// </summary>
/// <remarks>
/// A file is written beside the inbox and then renamed into it, so that a node never sees half of one. Its name is the
/// draft's id. Bounded: files above <see cref="BytesMax"/> are refused; what is done with is left to retention.
/// </remarks>
public sealed class SignalInbox : ISignalInbox
{
    /// <summary>Largest draft.</summary>
    public const int BytesMax = 64 * 1_024;

    private const string Ending = ".json";
    private readonly string _folder;

    /// <summary>Makes one; its folders are made when they are needed.</summary>
    /// <param name="dataFolder">Folder of the node's data, which need not be held by who drops a draft.</param>
    public SignalInbox(string dataFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        _folder = Path.Combine(Path.GetFullPath(dataFolder), "signals", "manual");
    }

    private string Inbox => Path.Combine(_folder, "inbox");

    /// <summary>Drops a draft; returns its id.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="now">Time of dropping, the beginning of its name.</param>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public string Drop(ManualDraft draft, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var id = string.Create(
            CultureInfo.InvariantCulture, $"{now.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(Inbox);
            var part = Path.Combine(_folder, id + ".part");
            File.WriteAllBytes(
                part, JsonSerializer.SerializeToUtf8Bytes(draft, ManualDraftJsonContext.Default.ManualDraft));
            File.Move(part, Path.Combine(Inbox, id + Ending));
            return id;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"signal '{id}' cannot be written to '{Inbox}': {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<(string Id, ManualDraft Draft)> Waiting(int countMax)
    {
        var found = ImmutableArray.CreateBuilder<(string, ManualDraft)>();
        try
        {
            if (!Directory.Exists(Inbox))
            {
                return [];
            }

            foreach (var file in Directory.GetFiles(Inbox, "*" + Ending).Order(StringComparer.Ordinal).Take(countMax))
            {
                var id = Path.GetFileNameWithoutExtension(file);
                try
                {
                    found.Add((id, Read(file)));
                }
                catch (JsonException error)
                {
                    Settle(new ManualOutcome(id, $"is no signal: {error.Message}"));
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.ForContext<SignalInbox>().Warning("signals of people cannot be read: {Reason}", error.Message);
        }

        return found.ToImmutable();
    }

    /// <inheritdoc/>
    public void Settle(ManualOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var from = Path.Combine(Inbox, outcome.Id + Ending);
        var folder = Path.Combine(_folder, outcome.Mistake is null ? "accepted" : "rejected");
        try
        {
            if (!File.Exists(from))
            {
                return;
            }

            Directory.CreateDirectory(folder);
            if (outcome.Mistake is { } mistake)
            {
                File.WriteAllText(Path.Combine(folder, outcome.Id + ".reason.txt"), mistake + "\n");
            }

            File.Move(from, Path.Combine(folder, outcome.Id + Ending), overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.ForContext<SignalInbox>().Warning(
                "signal {Id} cannot be moved out of the inbox: {Reason}", outcome.Id, error.Message);
        }
    }

    private static ManualDraft Read(string file)
    {
        if (new FileInfo(file).Length > BytesMax)
        {
            throw new JsonException($"it is larger than {BytesMax} bytes.");
        }

        return JsonSerializer.Deserialize(File.ReadAllBytes(file), ManualDraftJsonContext.Default.ManualDraft)
            ?? throw new JsonException("it is null.");
    }
}

/// <summary>Metadata of drafts, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(InstrumentIdJsonConverter), typeof(JsonStringEnumConverter<Messages.Units.Side>)],
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ManualDraft))]
internal sealed partial class ManualDraftJsonContext : JsonSerializerContext
{
}
