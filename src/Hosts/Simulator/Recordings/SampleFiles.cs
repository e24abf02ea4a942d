using System.IO.Compression;
using System.Security.Cryptography;

namespace WhaleStack.Simulator.Recordings;

/// <summary>The folder of recordings: opens files and checks them against <c>SHA256SUMS</c>.</summary>
public sealed class SampleFiles
{
    private readonly string _folder;
    private readonly Dictionary<string, string> _sums;

    /// <summary>Opens the folder.</summary>
    /// <exception cref="SimulatorException">It has no list of checksums.</exception>
    public SampleFiles(string folder)
    {
        _folder = folder;
        var list = Path.Combine(folder, "SHA256SUMS");
        try
        {
            _sums = File.ReadLines(list)
                .Where(line => line.Length > 66)
                .ToDictionary(
                    line => line[66..].Trim().TrimStart('.', '/'), line => line[..64], StringComparer.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SimulatorException($"samples '{folder}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The lines of a gzipped text file with their numbers, after its checksum was found right.</summary>
    /// <exception cref="SimulatorException">The file is absent, changed or not gzip; names it.</exception>
    public IEnumerable<(int Number, string Line)> ReadLines(string name)
    {
        using var reader = new StreamReader(new GZipStream(OpenChecked(name), CompressionMode.Decompress));
        var number = 0;
        while (ReadLine(reader, name, number + 1) is { } line)
        {
            number++;
            yield return (number, line);
        }
    }

    private static string? ReadLine(StreamReader reader, string name, int number)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (InvalidDataException error)
        {
            throw new SimulatorException($"samples file '{name}', line {number}: not gzip: {error.Message}", error);
        }
    }

    private MemoryStream OpenChecked(string name)
    {
        try
        {
            var bytes = File.ReadAllBytes(Path.Combine(_folder, name));
            var sum = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (!_sums.TryGetValue(name, out var expected))
            {
                throw new SimulatorException($"samples file '{name}' has no entry in SHA256SUMS.");
            }

            return string.Equals(sum, expected, StringComparison.OrdinalIgnoreCase)
                ? new MemoryStream(bytes)
                : throw new SimulatorException(
                    $"samples file '{name}' is corrupt: its SHA-256 is {sum}, SHA256SUMS says {expected}.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SimulatorException($"samples file '{name}' cannot be read: {error.Message}", error);
        }
    }
}
