namespace Akka.Actor;

/// <summary>Something that a system has one of.</summary>
public interface IExtension
{
}

/// <summary>Makes an extension and finds it again.</summary>
public interface IExtensionId
{
    /// <summary>The type of the extension.</summary>
    Type ExtensionType { get; }

    /// <summary>The system's extension, made now if it is not there.</summary>
    object Apply(ActorSystem system);

    /// <summary>The system's extension, made now if it is not there.</summary>
    object Get(ActorSystem system);

    /// <summary>Makes the extension; only the system calls it.</summary>
    object CreateExtension(ExtendedActorSystem system);
}

/// <summary>Makes an extension and finds it again.</summary>
public interface IExtensionId<T> : IExtensionId
    where T : IExtension
{
    /// <summary>The system's extension, made now if it is not there.</summary>
    new T Apply(ActorSystem system);

    /// <summary>The system's extension, made now if it is not there.</summary>
    new T Get(ActorSystem system);

    /// <summary>Makes the extension; only the system calls it.</summary>
    new T CreateExtension(ExtendedActorSystem system);
}

/// <summary>The base of extension providers.</summary>
public abstract class ExtensionIdProvider<T> : IExtensionId<T>
    where T : IExtension
{
    /// <inheritdoc/>
    public Type ExtensionType => typeof(T);

    object IExtensionId.Apply(ActorSystem system) => Apply(system);

    object IExtensionId.Get(ActorSystem system) => Get(system);

    object IExtensionId.CreateExtension(ExtendedActorSystem system) => CreateExtension(system);

    /// <inheritdoc/>
    public T Apply(ActorSystem system) => (T)system.RegisterExtension(this);

    /// <inheritdoc/>
    public T Get(ActorSystem system) => (T)system.GetExtension(this);

    /// <inheritdoc/>
    public abstract T CreateExtension(ExtendedActorSystem system);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is not null && obj.GetType() == GetType();

    /// <inheritdoc/>
    public override int GetHashCode() => GetType().GetHashCode();
}

/// <summary>Registers extensions by type.</summary>
public static class ActorSystemWithExtensions
{
    /// <summary>The extension of a type that has a static <c>Get</c> or is registered already.</summary>
    public static T WithExtension<T>(this ActorSystem system)
        where T : class, IExtension =>
        system.TryGetExtension<T>(out var extension)
            ? extension
            : throw new ArgumentException($"Extension of type {typeof(T)} is not registered", nameof(system));

    /// <summary>The extension that a provider type makes.</summary>
    public static T WithExtension<T, TI>(this ActorSystem system)
        where T : class, IExtension
        where TI : IExtensionId => WithExtension<T>(system, typeof(TI));

    /// <summary>The extension that a provider type makes.</summary>
    public static T WithExtension<T>(this ActorSystem system, Type extensionId)
        where T : class, IExtension =>
        system.TryGetExtension<T>(out var extension)
            ? extension
            : (T)system.RegisterExtension((IExtensionId)Activator.CreateInstance(extensionId)!);
}
