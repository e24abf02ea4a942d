using WhaleStack.Domain.Scanners.Heatmap;
using WhaleStack.Storage.Configuration;
using YamlDotNet.RepresentationModel;

namespace WhaleStack.Storage.Tests.Configuration;

/// <summary>A key can be set in one place only: .env, one YAML file, or the actor system's HOCON.</summary>
public sealed class OneHomeSpecs
{
    [Fact]
    public void No_key_of_env_is_also_a_key_of_yaml_or_hocon()
    {
        var env = EnvKeys.All.Select(key => Plain(key.Name)).ToHashSet(StringComparer.Ordinal);
        var elsewhere = YamlKeys().Concat(HoconKeys()).ToList();
        Assert.True(elsewhere.Count > 30, $"only {elsewhere.Count} keys found: the search is broken");
        Assert.DoesNotContain(elsewhere, key => env.Contains(Plain(key.Split('.')[^1])));
    }

    [Fact]
    public void No_key_of_yaml_is_also_a_key_of_hocon()
    {
        var hocon = HoconKeys().Select(key => Plain(key.Split('.')[^1])).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(hocon);
        Assert.DoesNotContain(YamlKeys(), key => hocon.Contains(Plain(key.Split('.')[^1])));
    }

    [Fact]
    public void No_two_files_are_read_into_the_same_record()
    {
        var records = typeof(WhaleConfig).GetConstructors().MaxBy(c => c.GetParameters().Length)!.GetParameters()
            .Select(parameter => parameter.ParameterType)
            .Where(type => type != typeof(ScannersConfig))
            .Concat(ScannersConfig.Records)
            .ToList();
        Assert.Equal(WhaleConfig.Files.Length + 1, records.Count);
        // One file a heatmap's model, as there is one a bot.
        var models = records.Where(record => record == typeof(HeatmapScannerOptions)).ToList();
        Assert.Equal(3, models.Count);
        Assert.Equal(records.Count - models.Count + 1, records.Distinct().Count());
        Assert.Equal(WhaleConfig.Files.Length, WhaleConfig.Files.Distinct().Count());
    }

    [Fact]
    public void Env_names_are_unique_and_none_belongs_to_a_later_version() => Assert.All(
        EnvKeys.All.GroupBy(key => key.Name),
        key => Assert.True(
            key.Count() == 1
            && !EnvKeys.PrefixesOfLaterVersions.Any(prefix => key.Key.StartsWith(prefix, StringComparison.Ordinal)),
            key.Key));

    private static string Plain(string key) =>
        key.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    // Each line 'key = value' of our own HOCON; the names of bound types are not keys that people set.
    private static List<string> HoconKeys() => File.ReadAllLines(Repository.File("hocon", "reference.conf"))
        .Select(line => line.Split('=', 2))
        .Where(parts => parts.Length == 2 && !parts[0].TrimStart().StartsWith('#') && !parts[0].Contains('"'))
        .Select(parts => parts[0].Trim())
        .ToList();

    private static List<string> YamlKeys()
    {
        var folder = Repository.File("config");
        return Directory.GetFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .SelectMany(file => YamlKeys(file, Path.GetRelativePath(folder, file))).ToList();
    }

    private static List<string> YamlKeys(string file, string name)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(file);
        stream.Load(reader);
        return Keys(stream.Documents[0].RootNode, name).ToList();
    }

    private static IEnumerable<string> Keys(YamlNode node, string path) => node switch
    {
        YamlMappingNode mapping => mapping.Children.SelectMany(child => Keys(child.Value, $"{path}.{child.Key}")),
        YamlSequenceNode list when list.Children.Any(item => item is YamlMappingNode) =>
            list.Children.SelectMany(item => Keys(item, path)),
        _ => [path],
    };
}
