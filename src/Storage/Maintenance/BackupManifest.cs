using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using WhaleStack.Storage.Databases;

namespace WhaleStack.Storage.Maintenance;

/// <summary>What a table held.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Sha256">SHA-256 of the rows in order of their key, in hexadecimal.</param>
public sealed record TableEntry(string Name, long Rows, string Sha256);

/// <summary>One file of a backup or of an export.</summary>
/// <param name="Path">Path below its folder, with '/' between the names.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">SHA-256 of its content, in hexadecimal.</param>
public sealed record FileEntry(string Path, long Bytes, string Sha256);

/// <summary>What a backup holds; it is written last, so that a backup without one is none.</summary>
/// <param name="Version">Version of the manifest's form.</param>
/// <param name="CreatedAt">When the backup was begun.</param>
/// <param name="Database">Which kind of database it came from.</param>
/// <param name="SchemaVersion">The last migration that had run.</param>
/// <param name="Tables">Every table.</param>
/// <param name="Files">Every file of the backup: the database's and the copied ones.</param>
public sealed record BackupManifest(
    int Version,
    DateTimeOffset CreatedAt,
    DatabaseKind Database,
    int SchemaVersion,
    ImmutableArray<TableEntry> Tables,
    ImmutableArray<FileEntry> Files)
{
    /// <summary>The version that is written and read.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Name of its file in the backup's folder.</summary>
    public const string FileName = "manifest.json";

    private const string ChecksumName = "manifest.sha256";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Reads the manifest of a backup and checks that it is as it was written.</summary>
    /// <param name="folder">The backup's folder.</param>
    /// <exception cref="StorageException">It is absent, damaged, or from a later version.</exception>
    public static BackupManifest Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (File.ReadAllText(Path.Combine(folder, ChecksumName)).Trim() != HexOf(SHA256.HashData(bytes)))
            {
                throw new StorageException($"backup '{folder}': {FileName} is damaged.");
            }

            var manifest = JsonSerializer.Deserialize<BackupManifest>(bytes, Format);
            return manifest is { Version: CurrentVersion }
                ? manifest
                : throw new StorageException($"backup '{folder}' was written by a later version.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new StorageException($"'{folder}' is no whole backup: {error.Message}", error);
        }
    }

    /// <summary>Writes the manifest and makes it durable.</summary>
    /// <param name="folder">The backup's folder.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string folder)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(this, Format);
        DurableFiles.Write(Path.Combine(folder, ChecksumName), Encoding.ASCII.GetBytes(HexOf(SHA256.HashData(bytes))));
        DurableFiles.Write(Path.Combine(folder, FileName), bytes);
    }

    /// <summary>How many rows and bytes, for a person.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Tables.Length} tables with {Tables.Sum(t => t.Rows):N0} rows, {Files.Length} files with "
        + $"{Files.Sum(f => f.Bytes) / 1048576.0:0.0} MiB");

    private static string HexOf(byte[] hash) => Convert.ToHexStringLower(hash);
}
