using System.Text;
using System.Text.Json;
using WhaleStack.Messages.Serialization;

namespace WhaleStack.Storage.Tests.Serialization;

/// <summary>
/// Fixtures/v1 holds one file of every event as it was first written. They are never edited or removed.
/// </summary>
public sealed class FixtureSpecs
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Fixtures", "v1");

    public static TheoryData<string> Names => [.. MessageManifests.All.Select(manifest => manifest.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_old_event_loads_and_keeps_every_field(string manifest)
    {
        var written = File.ReadAllBytes(Path.Combine(Folder, manifest + ".json"));
        var message = MessageJson.Deserialize(manifest, written);
        using var before = JsonDocument.Parse(written);
        using var after = JsonDocument.Parse(MessageJson.Serialize(message));
        AssertKept(before.RootElement, after.RootElement, manifest);
    }

    [Fact]
    public void Every_fixture_still_has_its_manifest()
    {
        var names = Directory.GetFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension).ToList();
        Assert.True(names.Count >= 20, $"only {names.Count} fixtures found");
        Assert.Empty(names.Except(MessageManifests.All.Select(manifest => manifest.Name)));
    }

    [Fact]
    public void Todays_samples_are_written_as_the_fixtures_are()
    {
        foreach (var sample in EventSamples.All)
        {
            var manifest = MessageManifests.NameOf(sample.GetType());
            var file = Path.Combine(Folder, manifest + ".json");
            Assert.True(File.Exists(file), $"add Fixtures/v1/{manifest}.json: " + SampleText(sample));
            using var before = JsonDocument.Parse(File.ReadAllBytes(file));
            using var after = JsonDocument.Parse(MessageJson.Serialize(sample));
            AssertKept(before.RootElement, after.RootElement, manifest);
        }
    }

    private static string SampleText(object sample) => Encoding.UTF8.GetString(MessageJson.Serialize(sample));

    private static void AssertKept(JsonElement before, JsonElement after, string path)
    {
        Assert.True(before.ValueKind == after.ValueKind, $"{path}: {before.ValueKind} became {after.ValueKind}");
        switch (before.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in before.EnumerateObject())
                {
                    Assert.True(after.TryGetProperty(field.Name, out var kept), $"{path}.{field.Name} is lost");
                    AssertKept(field.Value, kept, $"{path}.{field.Name}");
                }

                break;
            case JsonValueKind.Array:
                Assert.Equal(before.GetArrayLength(), after.GetArrayLength());
                for (var i = 0; i < before.GetArrayLength(); i++)
                {
                    AssertKept(before[i], after[i], $"{path}[{i}]");
                }

                break;
            default:
                Assert.True(before.GetRawText() == after.GetRawText(), $"{path}: {before} became {after}");
                break;
        }
    }
}
