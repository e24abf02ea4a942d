using Akka.Configuration;

namespace Akka.Streams.Implementation;

/// <summary>The defaults that come with the assembly.</summary>
internal static class StreamsDefaults
{
    public static readonly Config Config = Load();

    private static Config Load()
    {
        var assembly = typeof(StreamsDefaults).Assembly;
        using var stream = assembly.GetManifestResourceStream("Akka.Streams.reference.conf")
            ?? throw new InvalidOperationException("Akka.Streams.reference.conf is not embedded");
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }
}
