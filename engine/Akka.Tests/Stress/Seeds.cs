using System.Globalization;
using Xunit.Sdk;

namespace Akka.Tests.Stress;

/// <summary>
/// Runs a random trial with many seeds: those that failed once, which are kept in <c>seeds.txt</c>, and then new ones.
/// <c>WHALE_SEED</c> runs one seed alone.
/// </summary>
internal static class Seeds
{
    public static void Run(string name, int count, Action<int> trial)
    {
        foreach (var seed in Chosen() is { } one ? [one] : Kept(name).Concat(Fresh(count)))
        {
            try
            {
                trial(seed);
            }
            catch (Exception e)
            {
                Soak.Note(name, count, $"failed with seed {seed}");
                throw new XunitException(
                    $"{name} failed with seed {seed}. Run it alone with WHALE_SEED={seed}; once it is mended, keep it: "
                    + $"echo '{name} {seed}' >> engine/Akka.Tests/Stress/seeds.txt\n{e}");
            }
        }

        Soak.Note(name, count, "passed");
    }

    private static int? Chosen() =>
        int.TryParse(Environment.GetEnvironmentVariable("WHALE_SEED"), CultureInfo.InvariantCulture, out var seed)
            ? seed
            : null;

    private static IEnumerable<int> Fresh(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return Random.Shared.Next();
        }
    }

    private static IEnumerable<int> Kept(string name)
    {
        using var stream = typeof(Seeds).Assembly.GetManifestResourceStream("Akka.Tests.Stress.seeds.txt")!;
        using var reader = new StreamReader(stream);
        foreach (var line in reader.ReadToEnd().Split('\n'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length == 2 && words[0] == name)
            {
                yield return int.Parse(words[1], CultureInfo.InvariantCulture);
            }
        }
    }
}
