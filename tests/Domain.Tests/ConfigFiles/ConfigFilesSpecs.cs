using System.Collections;
using System.Globalization;
using System.Text;
using WhaleStack.Domain.Coins.Facts;
using WhaleStack.Domain.Coins.History;
using WhaleStack.Domain.Tests.Support;
using WhaleStack.Quant;
using YamlDotNet.RepresentationModel;

namespace WhaleStack.Domain.Tests.ConfigFiles;

/// <summary>The files that people tune hold what the specs use, key by key, and no mistake.</summary>
public sealed class ConfigFilesSpecs
{
    public static TheoryData<string, object> Files => new()
    {
        { "quant_math/cluster_formulas.yaml", Given.CoinOptions },
        { "quant_math/coin_facts.yaml", CoinFactsOptions.Default },
        { "quant_math/reach_history.yaml", ReachOptions.Default },
        { "quant_math/wick_formulas.yaml", Given.CoinOptions.Wicks },
        { "quant_math/risk_configs.yaml", RiskScoreOptions.Default },
        { "quant_math/quantile_filters.yaml", QuantileFilterOptions.Default },
        { "scanners/whale_target.yaml", Given.Scanner },
        { "bots/whale_target.yaml", Given.Trader },
        { "risk_management.yaml", Given.Risk },
        { "capital_allocation.yaml", Given.Capital },
        { "platform.yaml", Given.Platform },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_holds_the_numbers_of_the_specs(string file, object options)
    {
        Assert.Empty(((IValidatedOptions)options).Validate());
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine(RecordedYear.Root, "config", file))));
        var written = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Flatten(written, "", yaml.Documents[0].RootNode);
        var used = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Flatten(used, "", options);
        Assert.Equal(used, written);
    }

    [Fact]
    public void Instruments_of_the_platform_are_in_their_order_of_replay() =>
        Assert.Equal(Given.Instruments.Keys, Given.Platform.InstrumentIds());

    private static void Flatten(SortedDictionary<string, string> into, string key, YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode map:
                foreach (var (name, value) in map.Children)
                {
                    Flatten(into, $"{key}.{((YamlScalarNode)name).Value}", value);
                }

                break;
            case YamlSequenceNode list:
                for (var i = 0; i < list.Children.Count; i++)
                {
                    Flatten(into, $"{key}[{i}]", list.Children[i]);
                }

                break;
            default:
                into[key] = Canonical(((YamlScalarNode)node).Value!);
                break;
        }
    }

    private static void Flatten(SortedDictionary<string, string> into, string key, object value)
    {
        switch (value)
        {
            case TimeSpan span:
                into[key] = $"{span.TotalMinutes} minutes";
                break;
            case Enum word:
                into[key] = SnakeCase(word.ToString());
                break;
            case string or IConvertible:
                into[key] = Canonical(Convert.ToString(value, CultureInfo.InvariantCulture)!);
                break;
            case IEnumerable list:
                var i = 0;
                foreach (var item in list)
                {
                    Flatten(into, $"{key}[{i++}]", item);
                }

                break;
            default:
                foreach (var parameter in value.GetType().GetConstructors()[0].GetParameters())
                {
                    var property = value.GetType().GetProperty(parameter.Name!)!;
                    Flatten(into, $"{key}.{SnakeCase(parameter.Name!)}", property.GetValue(value)!);
                }

                break;
        }
    }

    private static string Canonical(string text)
    {
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return number.ToString("0.############", CultureInfo.InvariantCulture);
        }

        var minutes = text[^1] switch { 'm' => 1, 'h' => 60, 'd' => 1_440, _ => 0 };
        return minutes > 0 && int.TryParse(text[..^1], CultureInfo.InvariantCulture, out var count)
            ? $"{count * minutes} minutes"
            : text;
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            _ = char.IsUpper(letter) && text.Length > 0 ? text.Append('_') : text;
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
