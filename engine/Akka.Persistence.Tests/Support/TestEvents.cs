using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace Akka.Persistence.Tests.Support;

/// <summary>What the specs store.</summary>
public sealed record Noted(string Text);

/// <summary>Cannot be written.</summary>
public sealed record Unwritable(string Text);

/// <summary>Plain text with short manifests, so that a row can be read in a failing spec.</summary>
public sealed class TestSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 4711;

    public override string Manifest(object o) => o is Noted ? "n" : "s";

    public override byte[] ToBinary(object obj) => obj switch
    {
        Noted noted => Encoding.UTF8.GetBytes(noted.Text),
        string text => Encoding.UTF8.GetBytes(text),
        _ => throw new InvalidOperationException("no form for " + obj.GetType().Name),
    };

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        "n" => new Noted(Encoding.UTF8.GetString(bytes)),
        "s" => Encoding.UTF8.GetString(bytes),
        _ => throw new InvalidOperationException($"unknown manifest [{manifest}]"),
    };

    public const string Bindings = """
        akka.test.single-expect-default = 10s
        akka.actor {
          serializers.test = "Akka.Persistence.Tests.Support.TestSerializer, Akka.Persistence.Tests"
          serialization-bindings {
            "Akka.Persistence.Tests.Support.Noted, Akka.Persistence.Tests" = test
            "Akka.Persistence.Tests.Support.Unwritable, Akka.Persistence.Tests" = test
            "System.String" = test
          }
        }
        """;
}
