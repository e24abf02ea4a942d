using System.Collections.Immutable;
using System.Text;

namespace WhaleStack.Storage.Configuration;

/// <summary>
/// Reads a <c>.env</c> file: lines of <c>KEY=value</c>, comments from <c>#</c>, values bare or quoted.
/// </summary>
/// <remarks>
/// A bare value ends at <c> #</c> or the end of the line; 'single' quotes keep every character; "double" quotes know
/// <c>\" \\ \n \t</c>. Nothing is expanded: a <c>$</c> in a password stays a <c>$</c>. No mistake ever quotes a value.
/// </remarks>
public static class EnvFile
{
    private const long BytesMax = 1 << 20;

    /// <summary>
    /// The keys and values of a file; none when the file does not exist, since every key has a default.
    /// </summary>
    /// <exception cref="ConfigException">A line is not of that form, a key is given twice, or the file cannot be
    /// read.</exception>
    public static ImmutableDictionary<string, string> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path))
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        try
        {
            return new FileInfo(path).Length <= BytesMax
                ? Parse(path, File.ReadAllText(path))
                : throw new ConfigException([new(path, null, string.Empty, $"is larger than {BytesMax} bytes.")]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException([new(path, null, string.Empty, $"cannot be read: {error.Message}")]);
        }
    }

    /// <summary>The keys and values of a text; <paramref name="path"/> is only for naming it.</summary>
    /// <exception cref="ConfigException">A line is not of that form, or a key is given twice.</exception>
    public static ImmutableDictionary<string, string> Parse(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var mistakes = new List<ConfigMistake>();
        var number = 0;
        foreach (var raw in text.TrimStart('\ufeff').Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length > 0 && line[0] != '#')
            {
                ParseLine(line, values, (key, problem) => mistakes.Add(new(path, number, key, problem)));
            }
        }

        ConfigException.ThrowIfAny(mistakes);
        return values.ToImmutable();
    }

    private static void ParseLine(
        string line, ImmutableDictionary<string, string>.Builder values, Action<string, string> mistake)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        var key = (equals < 0 ? line : line[..equals]).Trim();
        key = key.StartsWith("export ", StringComparison.Ordinal) ? key["export ".Length..].Trim() : key;
        if (equals < 0 || !IsKey(key))
        {
            mistake(string.Empty, "expected KEY=value, with a key of letters, digits and underscores.");
        }
        else if (values.ContainsKey(key))
        {
            mistake(key, "is given twice.");
        }
        else if (TryReadValue(line[(equals + 1)..].Trim(), out var value))
        {
            values.Add(key, value);
        }
        else
        {
            mistake(key, "has a quote that is not closed, or something after the closing quote.");
        }
    }

    private static bool IsKey(string key) =>
        key.Length > 0 && !char.IsAsciiDigit(key[0]) && key.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static bool TryReadValue(string text, out string value)
    {
        value = string.Empty;
        if (text.Length == 0 || text[0] == '#')
        {
            return true;
        }

        if (text[0] is '\'' or '"')
        {
            return TryReadQuoted(text, out value);
        }

        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        value = comment < 0 ? text : text[..comment].TrimEnd();
        return true;
    }

    private static bool TryReadQuoted(string text, out string value)
    {
        var quote = text[0];
        var content = new StringBuilder(text.Length);
        var at = 1;
        for (; at < text.Length && text[at] != quote; at++)
        {
            if (quote == '"' && text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
                content.Append(text[at] switch { 'n' => '\n', 't' => '\t', var other => other });
            }
            else
            {
                content.Append(text[at]);
            }
        }

        value = content.ToString();
        var rest = at < text.Length ? text[(at + 1)..].TrimStart() : "unclosed";
        return rest.Length == 0 || rest[0] == '#';
    }
}
