using System.Globalization;
using System.Reflection;
using System.Text;
using WhaleStack.Messages.Serialization;

namespace WhaleStack.Storage.Tests.Serialization;

public sealed class MessageManifestsSpecs
{
    // What actors publish but never journal: views are rebuilt from the feeds.
    private static readonly string[] FamiliesNotJournalled = ["CoinEvents", "CompositeEvents"];

    [Fact]
    public void Every_event_of_every_family_has_a_manifest()
    {
        var events = EventTypes();
        Assert.True(events.Count >= 20, $"found only {events.Count} events: the search is broken");
        var missing = events.Except(MessageManifests.All.Select(manifest => manifest.Type)).ToList();
        Assert.True(missing.Count == 0, "no manifest for " + string.Join(", ", missing));
    }

    [Fact]
    public void Names_and_types_are_unique_and_names_are_short()
    {
        Assert.Equal(MessageManifests.All.Length, MessageManifests.All.Select(m => m.Name).Distinct().Count());
        Assert.Equal(MessageManifests.All.Length, MessageManifests.All.Select(m => m.Type).Distinct().Count());
        Assert.All(MessageManifests.All, m => Assert.Matches("^[a-z]+\\.[a-z-]+\\.[1-9]$", m.Name));
        Assert.All(MessageManifests.All, m => Assert.True(m.Name.Length <= 40, m.Name));
    }

    [Fact]
    public void The_journals_surface_is_the_approved_one()
    {
        var approved = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "journal-surface.txt"));
        var actual = Surface();
        Assert.True(
            approved == actual,
            "What is journalled differs from tests/Storage.Tests/Fixtures/journal-surface.txt. Adding is fine "
            + "(approve by replacing the file); renaming or removing loses old journals. Now it is:\n" + actual);
    }

    [Fact]
    public void A_type_that_is_no_event_has_no_name()
    {
        var error = Assert.Throws<ArgumentException>(() => MessageManifests.NameOf(typeof(string)));
        Assert.Contains("System.String", error.Message, StringComparison.Ordinal);
    }

    private static List<Type> EventTypes() => typeof(MessageManifests).Assembly.GetExportedTypes()
        .Where(type => type is { IsAbstract: true, IsSealed: true }
            && type.Name.EndsWith("Events", StringComparison.Ordinal))
        .Where(family => !FamiliesNotJournalled.Contains(family.Name))
        .SelectMany(family => family.GetNestedTypes(BindingFlags.Public))
        .ToList();

    private static string Surface()
    {
        var text = new StringBuilder();
        foreach (var manifest in MessageManifests.All.OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{manifest.Name}\n");
            AppendFields(text, manifest.Type, "  ");
        }

        return text.ToString();
    }

    private static void AppendFields(StringBuilder text, Type type, string indent)
    {
        foreach (var field in type.GetConstructors().MaxBy(c => c.GetParameters().Length)!.GetParameters())
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}{field.Name} {NameOf(field.ParameterType)}");
            text.Append(field.HasDefaultValue ? " (optional)\n" : "\n");
            var inner = field.ParameterType.IsGenericType
                ? field.ParameterType.GetGenericArguments()[^1]
                : field.ParameterType;
            if (inner.Namespace!.StartsWith("WhaleStack", StringComparison.Ordinal) && inner.IsClass)
            {
                AppendFields(text, inner, indent + "  ");
            }
        }
    }

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.IsEnum ? $"{type.Name}({string.Join("|", Enum.GetNames(type))})" : type.Name;
}
