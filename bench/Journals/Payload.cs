using System.Globalization;
using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace WhaleStack.Bench.Journals;

/// <summary>The event that is written, again and again: JSON of the usual size.</summary>
internal sealed record Payload(string Json)
{
    public const string Text = """
        {"coin":"BTCUSDT","side":"buy","price":64231.5,"quantity":0.015,"fee":0.578,"time":"2026-01-01T00:00:00.0000Z"}
        """;

    public const string Manifest = "bench.fill.1";

    public const int SerializerId = 4700;

    public const string Bindings = """
        akka.loglevel = WARNING
        akka.stdout-loglevel = WARNING
        akka.persistence.max-concurrent-recoveries = 20
        akka.actor {
          serializers.bench = "WhaleStack.Bench.Journals.PayloadSerializer, Journals.Bench"
          serialization-bindings { "WhaleStack.Bench.Journals.Payload, Journals.Bench" = bench }
        }

        """;

    /// <summary>The persistence id of an actor.</summary>
    public static string IdOf(int actor) => string.Create(CultureInfo.InvariantCulture, $"trader-{actor}");
}

/// <summary>Writes a payload as the bytes of its JSON.</summary>
internal sealed class PayloadSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => Payload.SerializerId;

    public override string Manifest(object o) => Payload.Manifest;

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Payload)obj).Json);

    public override object FromBinary(byte[] bytes, string manifest) => new Payload(Encoding.UTF8.GetString(bytes));
}
