using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>Makes configurations from text, embedded resources, objects and the application's own file.</summary>
public class ConfigurationFactory
{
    private static readonly Lazy<Config> Reference = new(LoadReference);

    /// <summary>A configuration without any value.</summary>
    public static Config Empty => Config.Empty;

    /// <summary>Parses HOCON text.</summary>
    public static Config ParseString(string hocon) => ParseString(hocon, null);

    /// <summary>Parses HOCON text; the callback finds the document for each include statement.</summary>
    public static Config ParseString(string hocon, Func<string, HoconRoot>? includeCallback) =>
        new(Parser.Parse(hocon, includeCallback));

    /// <summary>The configuration in the <c>akka</c> section of the application's own <c>.config</c> file.</summary>
    public static Config Load()
    {
        var path = AppDomain.CurrentDomain.GetData("APP_CONFIG_FILE") as string
            ?? Path.Combine(AppContext.BaseDirectory, AppDomain.CurrentDomain.FriendlyName + ".dll.config");
        if (!File.Exists(path))
        {
            return Empty;
        }

        var hocon = XDocument.Load(path).Root?.Element("akka")?.Element("hocon")?.Value;
        return string.IsNullOrWhiteSpace(hocon) ? Empty : ParseString(hocon);
    }

    /// <summary>The defaults of the engine itself.</summary>
    public static Config Default() => Reference.Value;

    /// <summary>A configuration with the public properties of the object as its values.</summary>
    public static Config FromObject(object source) => ParseString(JsonSerializer.Serialize(source));

    /// <summary>Parses a resource embedded in the assembly that holds the type.</summary>
    public static Config FromResource<TAssembly>(string resourceName) =>
        FromResource(resourceName, typeof(TAssembly).Assembly);

    /// <summary>
    /// Parses a resource embedded in the assembly that holds the object's type (or that type itself).
    /// </summary>
    public static Config FromResource(string resourceName, object instanceInAssembly) => instanceInAssembly switch
    {
        Type type => FromResource(resourceName, type.Assembly),
        Assembly assembly => FromResource(resourceName, assembly),
        _ => FromResource(resourceName, instanceInAssembly.GetType().Assembly),
    };

    /// <summary>Parses a resource embedded in the assembly.</summary>
    /// <exception cref="ConfigurationException">The assembly holds no such resource.</exception>
    public static Config FromResource(string resourceName, Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        using var stream = assembly.GetManifestResourceStream(resourceName)
            ?? throw new ConfigurationException($"{assembly.GetName().Name} holds no resource '{resourceName}'.");
        using var reader = new StreamReader(stream);
        return ParseString(reader.ReadToEnd());
    }

    private static Config LoadReference()
    {
        var assembly = typeof(ConfigurationFactory).Assembly;
        var name = assembly.GetManifestResourceNames()
            .FirstOrDefault(resource => resource.EndsWith("reference.conf", StringComparison.Ordinal));
        return name is null ? Empty : FromResource(name, assembly);
    }
}
