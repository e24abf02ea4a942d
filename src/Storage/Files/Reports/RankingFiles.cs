using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Serilog;
using WhaleStack.Domain.Ports;
using WhaleStack.Domain.Ranking;
using WhaleStack.Messages.Serialization;

namespace WhaleStack.Storage.Files.Reports;

/// <summary>Rankings as files: <c>reports/daily/ranking-yyyy-MM-dd.jsonl</c>, a line of JSON a ranking, in the file of
/// its own day (UTC).</summary>
/// <remarks>One writer; anyone may read meanwhile. A line that a crash cut is passed over, and the next begins on a
/// line of its own. How long files stay: <c>retention.yaml</c>.</remarks>
public sealed class RankingFiles : IRankingStore
{
    private const string Beginning = "ranking-";
    private const string Ending = ".jsonl";

    private readonly DataDirectory _data;

    /// <summary>Makes it; the folder is made by the first ranking.</summary>
    public RankingFiles(DataDirectory data)
    {
        ArgumentNullException.ThrowIfNull(data);
        _data = data;
    }

    /// <inheritdoc/>
    public void Keep(RankingReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var day = report.Time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        try
        {
            using var file = new FileStream(
                _data.FileFor("reports", "daily", Beginning + day + Ending),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.Read);
            if (file.Length > 0)
            {
                file.Seek(-1, SeekOrigin.End);
                if (file.ReadByte() != '\n')
                {
                    file.WriteByte((byte)'\n');
                }
            }

            file.Write(JsonSerializer.SerializeToUtf8Bytes(report, RankingJsonContext.Default.RankingReport));
            file.WriteByte((byte)'\n');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or StorageException)
        {
            Log.ForContext<RankingFiles>().Warning("a ranking cannot be kept: {Reason}", error.Message);
        }
    }

    /// <summary>The newest ranking of a node, running or not; null when there is none.</summary>
    /// <param name="dataFolder">The node's data folder.</param>
    /// <exception cref="StorageException">The folder is not there, or its files cannot be read.</exception>
    public static RankingReport? Newest(string dataFolder)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        if (!Directory.Exists(dataFolder))
        {
            throw new StorageException($"folder '{dataFolder}': there is none; --node wants a node's data folder.");
        }

        var folder = Path.Combine(dataFolder, "reports", "daily");
        try
        {
            return Directory.Exists(folder)
                ? Directory.EnumerateFiles(folder, Beginning + "*" + Ending)
                    .OrderDescending(StringComparer.Ordinal)
                    .SelectMany(file => Lines(file).AsEnumerable().Reverse().Select(Read))
                    .FirstOrDefault(report => report is not null)
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"rankings in '{folder}' cannot be read: {error.Message}", error);
        }
    }

    private static List<string> Lines(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var text = new StreamReader(file);
        var lines = new List<string>();
        while (text.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }

    private static RankingReport? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, RankingJsonContext.Default.RankingReport);
        }
        catch (JsonException)
        {
            return null; // Cut by a crash, or somebody else's.
        }
    }
}

/// <summary>Parts by their words.</summary>
internal sealed class RankPartJsonConverter() : JsonStringEnumConverter<RankPart>(JsonNamingPolicy.SnakeCaseLower);

/// <summary>Metadata of rankings, generated at build time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(InstrumentIdJsonConverter), typeof(UtcTimeJsonConverter), typeof(RankPartJsonConverter)],
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(RankingReport))]
internal sealed partial class RankingJsonContext : JsonSerializerContext
{
}
