using Akka.Actor;
using Akka.Serialization;

namespace Akka.Tests.Serialization;

/// <summary>A type that several bindings fit, none of them more specific than the other.</summary>
public sealed class AmbiguousBindingSpecs : Akka.TestKit.Xunit2.TestKit
{
    private readonly Serializer _first;
    private readonly Serializer _second;

    public AmbiguousBindingSpecs()
    {
        _first = new ByteArraySerializer((ExtendedActorSystem)Sys);
        _second = new NullSerializer((ExtendedActorSystem)Sys);
        Sys.Serialization.AddSerializationMap(typeof(IFlies), _first);
        Sys.Serialization.AddSerializationMap(typeof(ISwims), _second);
    }

    private interface IFlies;

    private interface ISwims;

    private interface IDives : ISwims;

    [Fact]
    public void Two_serializers_are_a_warning_once_and_always_the_same_choice()
    {
        EventFilter.Warning(contains: nameof(Duck)).ExpectOne(() =>
        {
            Assert.Same(_first, Sys.Serialization.FindSerializerFor(new Duck()));
            Assert.Same(_first, Sys.Serialization.FindSerializerFor(new Duck()));
        });
    }

    [Fact]
    public void A_binding_of_the_type_itself_settles_it()
    {
        Sys.Serialization.AddSerializationMap(typeof(Duck), _second);
        EventFilter.Warning(contains: nameof(Duck)).Expect(
            0, () => Assert.Same(_second, Sys.Serialization.FindSerializerFor(new Duck())));
    }

    [Fact]
    public void A_more_specific_interface_or_the_same_serializer_leaves_no_doubt()
    {
        Sys.Serialization.AddSerializationMap(typeof(IDives), _second);
        EventFilter.Warning(contains: "bound").Expect(0, () =>
        {
            Assert.Same(_second, Sys.Serialization.FindSerializerFor(new Seal()));
            Sys.Serialization.AddSerializationMap(typeof(IFlies), _second);
            Assert.Same(_second, Sys.Serialization.FindSerializerFor(new Duck()));
        });
    }

    private sealed class Duck : IFlies, ISwims;

    private sealed class Seal : IDives;
}
