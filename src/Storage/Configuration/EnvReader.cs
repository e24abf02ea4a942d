using System.Globalization;

namespace WhaleStack.Storage.Configuration;

/// <summary>Reads typed values out of <c>.env</c> and collects what is wrong with them.</summary>
internal sealed class EnvReader(IReadOnlyDictionary<string, string> values, string file)
{
    private static readonly Uri Nowhere = new("about:blank");

    public List<ConfigMistake> Mistakes { get; } = [];

    public List<string> Warnings { get; } = [];

    public string Text(EnvKey key) =>
        values.TryGetValue(key.Name, out var text) && text.Length > 0 ? text : key.Default;

    public Secret? Secret(EnvKey key)
    {
        var text = Text(key);
        if (text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            Refuse(key, "holds a space or a control character, which no key does.");
        }

        return text.Length > 0 ? new Secret(text) : null;
    }

    public string OneOf(EnvKey key, params string[] allowed)
    {
        var text = Text(key);
        if (!allowed.Contains(text, StringComparer.Ordinal))
        {
            Refuse(key, $"'{text}' is not one of {string.Join(", ", allowed)}.");
        }

        return text;
    }

    public T Choice<T>(EnvKey key)
        where T : struct, Enum
    {
        var text = Text(key);
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        var sameCase = key.Default.All(c => !char.IsAsciiLetterLower(c));
        var allowed = Enum.GetNames<T>().Select(n => sameCase ? n.ToUpperInvariant() : n.ToLowerInvariant());
        Refuse(key, $"'{text}' is not one of {string.Join(", ", allowed)}.");
        return default;
    }

    public TimeZoneInfo Zone(EnvKey key)
    {
        var text = Text(key);
        if (TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone))
        {
            return zone;
        }

        if (text == key.Default)
        {
            // A machine without zone data still runs: times are shown in UTC.
            Warnings.Add($"{key.Name}: this machine has no data of time zone '{text}'; times are shown in UTC.");
        }
        else
        {
            Refuse(key, $"'{text}' is no time zone that this machine knows, such as America/Chicago or UTC.");
        }

        return TimeZoneInfo.Utc;
    }

    public Uri Endpoint(EnvKey key, string secure, string plain)
    {
        var text = Text(key);
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0
            || (uri.Scheme != secure && uri.Scheme != plain))
        {
            // An endpoint may hold a password or token by mistake: then none of it is shown.
            Refuse(key, $"'{Shown(text)}' is no address such as {key.Default}.");
            return Nowhere;
        }

        if (uri.Scheme == plain && !uri.IsLoopback)
        {
            Refuse(
                key,
                $"'{plain}://{uri.Host}' is not encrypted: {plain}:// is for this machine only; use {secure}://.");
        }

        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            Refuse(key, $"'{uri.Scheme}://{uri.Host}' must not carry a user, a query or a fragment.");
        }

        return uri;
    }

    /// <summary>A name or address of a machine; empty where none is given.</summary>
    public string Host(EnvKey key)
    {
        var text = Text(key);
        if (text.Length > 0 && Uri.CheckHostName(text) == UriHostNameType.Unknown)
        {
            Refuse(key, $"'{Shown(text)}' is no name or address of a machine, such as localhost.");
        }

        return text;
    }

    public int Port(EnvKey key)
    {
        var text = Text(key);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is >= 1 and <= ushort.MaxValue)
        {
            return port;
        }

        Refuse(key, $"'{text}' is no port, 1 to {ushort.MaxValue}.");
        return 0;
    }

    public void Refuse(EnvKey key, string problem) => Mistakes.Add(new(file, null, key.Name, problem));

    public IEnumerable<string> UnknownKeys()
    {
        var known = EnvKeys.All.Select(key => key.Name).ToList();
        foreach (var key in values.Keys.Except(known).Order(StringComparer.Ordinal))
        {
            var later = EnvKeys.PrefixesOfLaterVersions.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal));
            var meant = later ? null : NearMiss.Of(key, known);
            yield return later ? $"{key}: belongs to a part that this version does not have; it is not read."
                : meant is null ? $"{key}: unknown key; it is not read."
                : $"{key}: unknown key; it is not read. Did you mean {meant}?";
        }
    }

    private static string Shown(string text) => text.IndexOfAny(['?', '@', '#']) < 0 ? text : "***";
}
