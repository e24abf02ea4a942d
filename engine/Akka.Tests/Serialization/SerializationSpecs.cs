using System.Collections.Immutable;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using Akka.Util;

namespace Akka.Tests.Serialization;

/// <summary>Which serializer is for what, and what bytes stand for.</summary>
public sealed class SerializationSpecs : IDisposable
{
    private const string Hocon =
        """
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.actor {
          serializers {
            text = "Akka.Tests.Serialization.SerializationSpecs+TextSerializer, Akka.Tests"
            named = "Akka.Tests.Serialization.SerializationSpecs+NamedSerializer, Akka.Tests"
            missing = "No.Such.Serializer, Nowhere"
          }
          serialization-bindings {
            "Akka.Tests.Serialization.SerializationSpecs+IAnimal, Akka.Tests" = text
            "Akka.Tests.Serialization.SerializationSpecs+Dog, Akka.Tests" = named
            "No.Such.Type, Nowhere" = text
            "System.Text.StringBuilder" = missing
          }
          serialization-identifiers {
            "Akka.Tests.Serialization.SerializationSpecs+TextSerializer, Akka.Tests" = 901
          }
          serialization-settings.text.suffix = "!"
        }
        """;

    private readonly ExtendedActorSystem _system =
        (ExtendedActorSystem)ActorSystem.Create("serialization", ConfigurationFactory.ParseString(Hocon));

    public interface IAnimal
    {
        string Name { get; }
    }

    private Akka.Serialization.Serialization Serialization => _system.Serialization;

    public void Dispose() => _system.Terminate().Wait(TimeSpan.FromSeconds(5));

    [Fact]
    public void The_most_specific_binding_decides()
    {
        Assert.IsType<TextSerializer>(Serialization.FindSerializerFor(new Cat("Tom")));
        Assert.IsType<NamedSerializer>(Serialization.FindSerializerFor(new Dog("Rex")));
        Assert.IsType<NamedSerializer>(Serialization.FindSerializerForType(typeof(Puppy)));
        Assert.IsType<ByteArraySerializer>(Serialization.FindSerializerFor(new byte[] { 1 }));
        Assert.IsType<NullSerializer>(Serialization.FindSerializerFor(null));
    }

    [Fact]
    public void Messages_come_back_as_they_were()
    {
        foreach (var animal in new IAnimal[] { new Cat("Tom"), new Dog("Rex") })
        {
            var serializer = Serialization.FindSerializerFor(animal);
            var manifest = Akka.Serialization.Serialization.ManifestFor(serializer, animal);
            var bytes = Serialization.Serialize(animal);
            Assert.Equal(animal, Serialization.Deserialize(bytes, serializer.Identifier, manifest));
            Assert.Equal(animal, Serialization.Deserialize(bytes, serializer.Identifier, animal.GetType()));
        }
    }

    [Fact]
    public void Bytes_and_null_pass_through()
    {
        byte[] bytes = [1, 2, 3];
        Assert.Same(bytes, Serialization.Deserialize(Serialization.Serialize(bytes), 4, string.Empty));
        Assert.Null(Serialization.Deserialize(new NullSerializer(_system).ToBinary(null), 0, string.Empty));
        Assert.Throws<NotSupportedException>(() => new ByteArraySerializer(_system).ToBinary("text"));
    }

    [Fact]
    public void Manifests_are_what_reading_needs()
    {
        var plain = Serialization.FindSerializerFor(new Cat("Tom"));
        Assert.Equal(
            "Akka.Tests.Serialization.SerializationSpecs+Cat, Akka.Tests",
            Akka.Serialization.Serialization.ManifestFor(plain, new Cat("Tom")));
        var named = Serialization.FindSerializerFor(new Dog("Rex"));
        Assert.Equal("dog", Akka.Serialization.Serialization.ManifestFor(named, new Dog("Rex")));
        Assert.Empty(Akka.Serialization.Serialization.ManifestFor(new ByteArraySerializer(_system), new byte[1]));
    }

    [Fact]
    public void Identifiers_come_from_the_configuration_or_the_serializer()
    {
        Assert.Equal(901, Serialization.FindSerializerForType(typeof(Cat)).Identifier);
        Assert.Equal(902, Serialization.FindSerializerForType(typeof(Dog)).Identifier);
        Assert.Equal(4, new ByteArraySerializer(_system).Identifier);
        Assert.Throws<ArgumentException>(() => new Nameless(_system).Identifier);
    }

    [Fact]
    public void What_cannot_be_read_says_why()
    {
        var unknownId = Assert.Throws<SerializationException>(() => Serialization.Deserialize([], 12345, "m"));
        Assert.Contains("12345", unknownId.Message, StringComparison.Ordinal);
        var unknownType = Assert.Throws<SerializationException>(
            () => Serialization.Deserialize([], 901, "No.Such, Type"));
        Assert.Contains("No.Such, Type", unknownType.Message, StringComparison.Ordinal);
        Assert.Throws<SerializationException>(() => Serialization.FindSerializerFor(new Uri("http://x")));
    }

    [Fact]
    public void The_named_default_serves_types_that_nobody_bound()
    {
        Assert.IsType<TextSerializer>(Serialization.FindSerializerFor(new Uri("http://x"), "text"));
        Assert.IsType<NamedSerializer>(Serialization.FindSerializerFor(new Dog("Rex"), "text"));
    }

    [Fact]
    public void Serializers_can_be_added_in_code()
    {
        var serializer = new NamedSerializer(_system);
        Serialization.AddSerializer("more", serializer);
        Serialization.AddSerializationMap(typeof(Version), serializer);
        Assert.Same(serializer, Serialization.FindSerializerFor(new Version(1, 0)));
    }

    [Fact]
    public void A_setup_goes_before_the_configuration()
    {
        var setup = SerializationSetup.Create(system =>
            [SerializerDetails.Create("other", new NamedSerializer(system), ImmutableHashSet.Create(typeof(IAnimal)))]);
        var bootstrap = BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(Hocon));
        using var system = ActorSystem.Create("setup", bootstrap.And(setup));
        Assert.IsType<NamedSerializer>(system.Serialization.FindSerializerFor(new Cat("Tom")));
        system.Terminate().Wait(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void References_to_actors_travel_as_paths()
    {
        var actor = _system.ActorOf(Props.Empty, "someone");
        var path = Akka.Serialization.Serialization.WithTransport(
            _system, () => Akka.Serialization.Serialization.SerializedActorPath(actor));
        Assert.StartsWith("akka://serialization/user/someone#", path, StringComparison.Ordinal);
        Assert.Equal(actor, Serialization.DeserializeActorRef(path));
    }

    [Fact]
    public void Settings_of_a_serializer_are_handed_to_it() =>
        Assert.Equal("!", ((TextSerializer)Serialization.FindSerializerForType(typeof(Cat))).Suffix);

    [Theory]
    [InlineData(typeof(Cat), "Akka.Tests.Serialization.SerializationSpecs+Cat, Akka.Tests")]
    [InlineData(typeof(string), "System.String")]
    [InlineData(typeof(List<Cat>),
        "System.Collections.Generic.List`1[[Akka.Tests.Serialization.SerializationSpecs+Cat, Akka.Tests]]")]
    public void Type_names_go_without_versions_and_find_the_type_again(Type type, string expected)
    {
        Assert.Equal(expected, type.TypeQualifiedName());
        Assert.Equal(type, Type.GetType(type.TypeQualifiedName()));
    }

    public sealed record Cat(string Name) : IAnimal;

    public record Dog(string Name) : IAnimal;

    public sealed record Puppy(string Name) : Dog(Name);

    public sealed class TextSerializer(ExtendedActorSystem system, Config config) : Serializer(system)
    {
        public string? Suffix { get; } = config.GetString("suffix");

        public override bool IncludeManifest => true;

        public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((IAnimal)obj).Name);

        public override object FromBinary(byte[] bytes, Type? type) =>
            Activator.CreateInstance(type!, Encoding.UTF8.GetString(bytes))!;
    }

    public sealed class NamedSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        public override int Identifier => 902;

        public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((IAnimal)obj).Name);

        public override object FromBinary(byte[] bytes, string manifest) =>
            manifest == "dog" || manifest.Contains("Dog", StringComparison.Ordinal)
                ? new Dog(Encoding.UTF8.GetString(bytes))
                : throw new SerializationException($"Unknown manifest [{manifest}]");

        public override string Manifest(object o) =>
            o is Dog ? "dog" : throw new ArgumentException("Not a dog.", nameof(o));
    }

    public sealed class Nameless(ExtendedActorSystem system) : Serializer(system)
    {
        public override bool IncludeManifest => false;

        public override byte[] ToBinary(object obj) => [];

        public override object FromBinary(byte[] bytes, Type? type) => new();
    }
}
