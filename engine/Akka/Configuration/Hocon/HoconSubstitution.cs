namespace Akka.Configuration.Hocon;

/// <summary>A reference to another value: <c>${path}</c>, or <c>${?path}</c> when that may be missing.</summary>
public class HoconSubstitution : IHoconElement, IMightBeAHoconObject
{
    /// <summary>Creates a reference to the path.</summary>
    public HoconSubstitution(string path) => Path = path;

    /// <summary>For descendants that set the path later.</summary>
    protected HoconSubstitution()
        : this(string.Empty)
    {
    }

    /// <summary>The full path of the value that is meant.</summary>
    public string Path { get; set; }

    /// <summary>The value that is meant, once known; null when an optional reference leads nowhere.</summary>
    public HoconValue? ResolvedValue { get; set; }

    /// <summary>Whether a missing value is fine.</summary>
    internal bool IsOptional { get; init; }

    /// <summary>Where the reference stands in the text, for error messages.</summary>
    internal string Place { get; init; } = string.Empty;

    /// <summary>Where to look instead of the whole document: the earlier value of the key being written.</summary>
    internal HoconValue? Scope { get; set; }

    /// <summary>The way to the value, from the scope or from the root.</summary>
    internal List<string> Parts { get; set; } = [];

    /// <inheritdoc/>
    public bool IsString() => ResolvedValue?.IsString() ?? false;

    /// <inheritdoc/>
    public string? GetString() => ResolvedValue?.GetString();

    /// <inheritdoc/>
    public bool IsArray() => ResolvedValue?.IsArray() ?? false;

    /// <inheritdoc/>
    public IList<HoconValue> GetArray() => ResolvedValue?.GetArray() ?? [];

    /// <inheritdoc/>
    public bool IsObject() => ResolvedValue?.IsObject() ?? false;

    /// <inheritdoc/>
    public HoconObject? GetObject() => ResolvedValue?.GetObject();

    /// <inheritdoc/>
    public override string ToString() => ResolvedValue?.ToString() ?? $"${{{(IsOptional ? "?" : "")}{Path}}}";
}
