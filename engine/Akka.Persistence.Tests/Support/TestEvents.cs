using System.Globalization;
using System.Text;
using Akka.Actor;
using Akka.Serialization;

namespace Akka.Persistence.Tests.Support;

/// <summary>What the specs store.</summary>
public sealed record Noted(string Text);

/// <summary>What a delivery brings.</summary>
public sealed record Arrived(long Id, string Text);

/// <summary>Says that a delivery has arrived.</summary>
public sealed record Confirm(long Id);

/// <summary>Stored with the name of its type.</summary>
public sealed record Typed(string Text);

/// <summary>Stored without any manifest.</summary>
public sealed record Bare(string Text);

/// <summary>Cannot be written.</summary>
public sealed record Unwritable(string Text);

/// <summary>A serializer that asks for the type when it reads.</summary>
public sealed class TypedSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override int Identifier => 4712;

    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Typed)obj).Text);

    public override object FromBinary(byte[] bytes, Type? type) => type == typeof(Typed)
        ? new Typed(Encoding.UTF8.GetString(bytes))
        : throw new InvalidOperationException($"unknown type [{type}]");
}

/// <summary>A serializer that knows what it reads without being told.</summary>
public sealed class BareSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override int Identifier => 4713;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Bare)obj).Text);

    public override object FromBinary(byte[] bytes, Type? type) => new Bare(Encoding.UTF8.GetString(bytes));
}

/// <summary>Plain text with short manifests, so that a row can be read in a failing spec.</summary>
public sealed class TestSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 4711;

    public override string Manifest(object o) => o switch
    {
        Noted => "n",
        Confirm => "c",
        AtLeastOnceDeliverySnapshot => "d",
        _ => "s",
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        Noted noted => Encoding.UTF8.GetBytes(noted.Text),
        string text => Encoding.UTF8.GetBytes(text),
        Confirm confirm => Encoding.UTF8.GetBytes(confirm.Id.ToString(CultureInfo.InvariantCulture)),
        AtLeastOnceDeliverySnapshot state => Encoding.UTF8.GetBytes(TextOf(state)),
        _ => throw new InvalidOperationException("no form for " + obj.GetType().Name),
    };

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        "n" => new Noted(Encoding.UTF8.GetString(bytes)),
        "s" => Encoding.UTF8.GetString(bytes),
        "c" => new Confirm(long.Parse(bytes, CultureInfo.InvariantCulture)),
        "d" => StateOf(Encoding.UTF8.GetString(bytes)),
        _ => throw new InvalidOperationException($"unknown manifest [{manifest}]"),
    };

    private static string TextOf(AtLeastOnceDeliverySnapshot state) => string.Join('\n', state.UnconfirmedDeliveries
        .Select(static d => $"{d.DeliveryId} {d.Destination} {((Arrived)d.Message).Text}")
        .Prepend(state.CurrentDeliveryId.ToString(CultureInfo.InvariantCulture)));

    private static AtLeastOnceDeliverySnapshot StateOf(string text)
    {
        var lines = text.Split('\n');
        var deliveries = lines.Skip(1).Select(static line => line.Split(' ', 3)).Select(static part =>
        {
            var id = long.Parse(part[0], CultureInfo.InvariantCulture);
            return new UnconfirmedDelivery(id, ActorPath.Parse(part[1]), new Arrived(id, part[2]));
        });
        return new AtLeastOnceDeliverySnapshot(
            long.Parse(lines[0], CultureInfo.InvariantCulture), deliveries.ToArray());
    }

    public const string Bindings = """
        akka.test.single-expect-default = 10s
        akka.actor {
          serializers {
            test = "Akka.Persistence.Tests.Support.TestSerializer, Akka.Persistence.Tests"
            typed = "Akka.Persistence.Tests.Support.TypedSerializer, Akka.Persistence.Tests"
            bare = "Akka.Persistence.Tests.Support.BareSerializer, Akka.Persistence.Tests"
          }
          serialization-bindings {
            "Akka.Persistence.Tests.Support.Typed, Akka.Persistence.Tests" = typed
            "Akka.Persistence.Tests.Support.Bare, Akka.Persistence.Tests" = bare
            "Akka.Persistence.Tests.Support.Noted, Akka.Persistence.Tests" = test
            "Akka.Persistence.Tests.Support.Unwritable, Akka.Persistence.Tests" = test
            "Akka.Persistence.Tests.Support.Confirm, Akka.Persistence.Tests" = test
            "Akka.Persistence.AtLeastOnceDeliverySnapshot, Akka.Persistence" = test
            "System.String" = test
          }
        }
        """;
}
