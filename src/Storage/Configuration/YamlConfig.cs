using System.Reflection;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace WhaleStack.Storage.Configuration;

/// <summary>Reads a YAML file into an option record: its keys are the constructor's parameters in snake_case.</summary>
/// <remarks>
/// Strict: an unknown key, a missing one without a default, a wrong type, a number out of range or a percent sign is a
/// mistake, and all mistakes of a file are found at once. Durations are written <c>500ms</c>, <c>20s</c>, <c>15m</c>,
/// <c>48h</c>, <c>3d</c>; instruments <c>bybit:BTCUSDT</c>; enum values as their names, in snake_case or not. A record
/// that is <see cref="Quant.IValidatedOptions"/> is asked for what else is wrong, with itself and all groups below it.
/// </remarks>
public static class YamlConfig
{
    private const long BytesMax = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ConfigException">The file is absent or wrong; names every mistake with file, line, key and
    /// value.</exception>
    public static T Load<T>(string path)
        where T : notnull
    {
        var mistakes = new List<ConfigMistake>();
        var options = Load<T>(path, mistakes);
        ConfigException.ThrowIfAny(mistakes);
        return options!;
    }

    /// <summary>Reads a file and adds what is wrong with it to a list; null when anything is.</summary>
    public static T? Load<T>(string path, ICollection<ConfigMistake> mistakes)
        where T : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(mistakes);
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > BytesMax }
                ? throw new IOException($"it is larger than {BytesMax} bytes.")
                : Parse<T>(path, File.ReadAllText(path), mistakes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            mistakes.Add(new(path, null, string.Empty, $"cannot be read: {error.Message}"));
            return default;
        }
    }

    /// <summary>Reads a text; <paramref name="path"/> is only for naming it. Null when anything is wrong.</summary>
    public static T? Parse<T>(string path, string text, ICollection<ConfigMistake> mistakes)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(mistakes);
        var before = mistakes.Count;
        if (Root(path, text, mistakes) is not { } root)
        {
            return default;
        }

        var options = new YamlMapper(path, mistakes).Map(root, typeof(T));
        return mistakes.Count == before ? (T?)options : default;
    }

    private static YamlMappingNode? Root(string path, string text, ICollection<ConfigMistake> mistakes)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
            {
                return root;
            }

            mistakes.Add(new(path, null, string.Empty, "expected one document of 'key: value' lines."));
        }
        catch (YamlException error)
        {
            var cause = error.InnerException is TargetInvocationException or null ? error : error.InnerException;
            mistakes.Add(new(path, (int)error.Start.Line, string.Empty, $"is not YAML: {cause.Message}"));
        }

        return null;
    }
}
