using System.Diagnostics.CodeAnalysis;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>
/// A configuration: values by path, with further configurations behind it that answer where it has nothing.
/// It never changes once made.
/// </summary>
public partial class Config
{
    /// <summary>A configuration without any value.</summary>
    public static readonly Config Empty = new();

    /// <summary>Creates a configuration without any value.</summary>
    public Config()
    {
        Own = new HoconValue();
        Root = Own;
        Substitutions = [];
    }

    /// <summary>Creates a configuration from a parsed document.</summary>
    public Config(HoconRoot root)
    {
        ArgumentNullException.ThrowIfNull(root);
        Own = root.Value ?? throw new ArgumentException("The document has no value.", nameof(root));
        Root = Own;
        Substitutions = root.Substitutions;
    }

    /// <summary>Creates a configuration that asks <paramref name="fallback"/> where the source has nothing.</summary>
    public Config(Config source, Config? fallback)
    {
        ArgumentNullException.ThrowIfNull(source);
        Own = source.Own;
        Fallback = source.Fallback is null ? fallback : new Config(source.Fallback, fallback);
        Root = Fallback is null ? Own : HoconMerge.Over(Own, Fallback.Root);
        Substitutions = source.Substitutions;
    }

    /// <summary>The configuration that answers where this one has nothing, or null.</summary>
    public Config? Fallback { get; }

    /// <summary>Whether there is no value at all, here or behind.</summary>
    public virtual bool IsEmpty => Root.IsEmpty;

    /// <summary>Everything, with the fallbacks merged in.</summary>
    public virtual HoconValue Root { get; }

    /// <summary>The substitutions found in the text.</summary>
    public IEnumerable<HoconSubstitution> Substitutions { get; set; }

    private HoconValue Own { get; }

    /// <summary>Parses the text.</summary>
    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    /// <summary>Parses the text and puts it behind the configuration.</summary>
    public static Config operator +(Config config, string fallback) =>
        config.WithFallback(ConfigurationFactory.ParseString(fallback));

    /// <summary>Parses the text and puts the configuration behind it.</summary>
    public static Config operator +(string configHocon, Config fallbackConfig) =>
        ConfigurationFactory.ParseString(configHocon).WithFallback(fallbackConfig);

    /// <summary>A configuration that asks <paramref name="fallback"/> last. This one stays as it is.</summary>
    /// <exception cref="ArgumentException">The fallback is this configuration itself.</exception>
    public virtual Config WithFallback(Config? fallback)
    {
        if (ReferenceEquals(fallback, this))
        {
            throw new ArgumentException("A configuration cannot have itself as fallback.", nameof(fallback));
        }

        return fallback.IsNullOrEmpty() ? this : IsEmpty ? fallback : Copy(fallback);
    }

    /// <summary>The part under the path as a configuration of its own; empty when nothing is there.</summary>
    public virtual Config GetConfig(string path) =>
        Find(path) is { } value ? new Config(new HoconRoot(value)) : Empty;

    /// <summary>The value under the path, or null.</summary>
    public HoconValue? GetValue(string path) => Find(path);

    /// <summary>Whether something is under the path, here or behind.</summary>
    public virtual bool HasPath(string path) => Find(path) is not null;

    /// <summary>The members of the outermost object.</summary>
    public virtual IEnumerable<KeyValuePair<string, HoconValue>> AsEnumerable() =>
        Root.GetObject()?.Items.AsEnumerable() ?? [];

    /// <summary>The text of this configuration, without its fallbacks; it reads back as the same values.</summary>
    public override string ToString() => Print(Own);

    /// <summary>The text of this configuration, on demand with its fallbacks laid under it.</summary>
    public string ToString(bool includeFallback) => Print(includeFallback ? Root : Own);

    /// <summary>A copy with one more fallback.</summary>
    protected Config Copy(Config? fallback = null) => new(this, fallback);

    private static string Print(HoconValue root) =>
        root.GetObject() is { } members ? members.ToString() : root.IsEmpty ? string.Empty : root.ToString();

    private HoconValue? Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Root.IsEmpty ? null : HoconPath.Find(Root, HoconPath.Split(path));
    }

    private bool TryFind(string path, [NotNullWhen(true)] out HoconValue? value) => (value = Find(path)) is not null;
}
