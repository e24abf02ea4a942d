using System.Text.Json;
using System.Text.Json.Serialization;
using WhaleStack.Storage.Files;

namespace WhaleStack.Node.Demo;

/// <summary>What a demo was begun with: one that goes on with other recordings would be neither of the two.</summary>
/// <param name="Days">How much of the end of the year is traded; null for all of it.</param>
/// <param name="Tape">Name of the tape.</param>
public sealed record DemoMark(int? Days, string Tape)
{
    private const string FileName = "demo.json";

    /// <summary>Remembers it in the data folder.</summary>
    /// <exception cref="StartupException">The file cannot be written.</exception>
    public static void Set(DataDirectory data, DemoOptions options)
    {
        var mark = new DemoMark(options.Days, options.Tape.Name);
        try
        {
            File.WriteAllText(
                data.FullPath(FileName), JsonSerializer.Serialize(mark, DemoMarkJsonContext.Default.DemoMark));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"'{data.FullPath(FileName)}' cannot be written: {error.Message}", error);
        }
    }

    /// <summary>Compares with what is asked for now.</summary>
    /// <exception cref="StartupException">It was begun with something else, or the file cannot be read.</exception>
    public static void Check(DataDirectory data, DemoOptions options)
    {
        var file = data.FullPath(FileName);
        if (!File.Exists(file))
        {
            return; // It was interrupted before it began.
        }

        var mark = Read(file);
        Demand("--days", mark.Days?.ToString() ?? "all", options.Days?.ToString() ?? "all");
        Demand("--tape", mark.Tape, options.Tape.Name);
    }

    private static DemoMark Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), DemoMarkJsonContext.Default.DemoMark)
                ?? throw new JsonException("it holds nothing.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new StartupException($"'{file}' cannot be read: {error.Message}", error);
        }
    }

    private static void Demand(string option, string begun, string given)
    {
        if (begun != given)
        {
            throw new StartupException(
                $"{option} is '{given}', but what is to be resumed was begun with '{begun}'; give the same.");
        }
    }
}

/// <summary>JSON of what a demo was begun with.</summary>
[JsonSerializable(typeof(DemoMark))]
internal sealed partial class DemoMarkJsonContext : JsonSerializerContext;
