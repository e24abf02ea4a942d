using System.Collections.Concurrent;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>Knows which serializer is for which type, and finds the one that wrote some bytes.</summary>
/// <remarks>
/// Bindings come from <c>akka.actor.serializers</c>, <c>serialization-bindings</c> and
/// <c>serialization-identifiers</c>.
/// For a type with several bindings the most specific bound type decides.
/// </remarks>
public partial class Serialization
{
    private readonly ConcurrentDictionary<Type, Serializer> _bindings = new();
    private readonly ConcurrentDictionary<Type, Serializer> _found = new();
    private readonly ConcurrentDictionary<string, Serializer> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, Serializer> _byId = new();
    private readonly Serializer _null;

    /// <summary>Creates the serializers named in the system's configuration and setup.</summary>
    public Serialization(ExtendedActorSystem system)
    {
        System = system;
        _null = new NullSerializer(system);
        _byId[_null.Identifier] = _null;
        _byName["null"] = _null;
        AddFromSetup();
        AddFromConfig(system.Settings.Config);
    }

    /// <summary>The system all this is for.</summary>
    public ExtendedActorSystem System { get; }

    /// <summary>What to write beside the bytes of the message so that it can be read again; empty if nothing.</summary>
    public static string ManifestFor(Serializer s, object msg)
    {
        ArgumentNullException.ThrowIfNull(s);
        return s switch
        {
            SerializerWithStringManifest named => named.Manifest(msg),
            { IncludeManifest: true } => msg.GetType().TypeQualifiedName(),
            _ => string.Empty,
        };
    }

    /// <summary>Adds a serializer under a name, so that it can be found by its identifier.</summary>
    public void AddSerializer(string name, Serializer serializer)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        _byName[name] = serializer;
        _byId[serializer.Identifier] = serializer;
    }

    /// <summary>Uses the serializer for the type and everything derived from it.</summary>
    public void AddSerializationMap(Type type, Serializer serializer)
    {
        ArgumentNullException.ThrowIfNull(type);
        _bindings[type] = serializer;
        _found.Clear();
    }

    /// <summary>The object as bytes.</summary>
    public byte[] Serialize(object o) =>
        WithTransport(
            System, (Serializer: FindSerializerFor(o), Message: o), state => state.Serializer.ToBinary(state.Message));

    /// <summary>The object of the type that the bytes stand for.</summary>
    /// <exception cref="SerializationException">No serializer has this identifier.</exception>
    public object Deserialize(byte[] bytes, int serializerId, Type? type)
    {
        var serializer = ById(serializerId, type?.TypeQualifiedName());
        return WithTransport(System, () => serializer.FromBinary(bytes, type));
    }

    /// <summary>The object that the bytes stand for, by what was written beside them.</summary>
    /// <exception cref="SerializationException">No serializer has this identifier, or the type is not
    /// there.</exception>
    public object Deserialize(byte[] bytes, int serializerId, string manifest)
    {
        var serializer = ById(serializerId, manifest);
        if (serializer is SerializerWithStringManifest named)
        {
            return WithTransport(System, () => named.FromBinary(bytes, manifest));
        }

        return Deserialize(bytes, serializerId, string.IsNullOrEmpty(manifest) ? null : TypeOf(manifest, serializerId));
    }

    /// <summary>The serializer for the object.</summary>
    public Serializer FindSerializerFor(object? obj, string? defaultSerializerName = null) =>
        obj is null ? _null : FindSerializerForType(obj.GetType(), defaultSerializerName);

    /// <summary>
    /// The serializer for the type: by the most specific binding, else the one with the given name, else the one bound
    /// to <see cref="object"/>.
    /// </summary>
    /// <exception cref="SerializationException">There is none.</exception>
    public Serializer FindSerializerForType(Type objectType, string? defaultSerializerName = null)
    {
        ArgumentNullException.ThrowIfNull(objectType);
        if (_found.TryGetValue(objectType, out var known))
        {
            return known;
        }

        if (MostSpecific(objectType) is { } specific)
        {
            return _found[objectType] = specific;
        }

        if (defaultSerializerName is not null && _byName.TryGetValue(defaultSerializerName, out var byName))
        {
            return byName;
        }

        return _bindings.TryGetValue(typeof(object), out var general)
            ? general
            : throw new SerializationException(
                $"Serializer not found for type {objectType.Name}: bind it under [akka.actor.serialization-bindings].");
    }

    /// <summary>
    /// Unrelated candidates are ranked classes first, then by name: always the same way, and with a warning the first
    /// time when they do not agree.
    /// </summary>
    private Serializer? MostSpecific(Type type)
    {
        var candidates = _bindings.Keys
            .Where(bound => bound != typeof(object) && bound.IsAssignableFrom(type))
            .ToList();
        var specific = candidates
            .Where(one => !candidates.Exists(other => other != one && one.IsAssignableFrom(other)))
            .OrderBy(one => one.IsInterface)
            .ThenBy(one => one.FullName, StringComparer.Ordinal)
            .ToList();
        if (specific.Count == 0)
        {
            return null;
        }

        if (specific.Select(one => _bindings[one]).Distinct().Skip(1).Any())
        {
            Warn($"Several serializers are bound to [{type}], by [{string.Join(", ", specific)}]; the one of "
                + $"[{specific[0]}] is used. A binding of the type itself would say which.");
        }

        return _bindings[specific[0]];
    }

    private Serializer ById(int id, string? manifest) =>
        _byId.TryGetValue(id, out var serializer)
            ? serializer
            : throw new SerializationException(
                $"Cannot find serializer with id [{id}] (manifest [{manifest}]). The most probable reason is that the "
                + "configuration entry 'akka.actor.serializers' is not in sync between the two systems.");

    private static Type TypeOf(string manifest, int serializerId) =>
        Type.GetType(manifest)
        ?? throw new SerializationException(
            $"Cannot find manifest class [{manifest}] for serializer with id [{serializerId}].");

    private void AddFromSetup()
    {
        var setup = System.Settings.Setup.Get<SerializationSetup>();
        if (!setup.HasValue)
        {
            return;
        }

        foreach (var details in setup.Value.CreateSerializers(System))
        {
            AddSerializer(details.Alias, details.Serializer);
            foreach (var type in details.UseFor)
            {
                AddSerializationMap(type, details.Serializer);
            }
        }
    }

    private void AddFromConfig(Config config)
    {
        foreach (var (name, written) in config.GetConfig("akka.actor.serializers").AsEnumerable())
        {
            if (_byName.ContainsKey(name))
            {
                continue; // A serializer given in code goes before one in the configuration.
            }

            var typeName = written.GetString();
            if (typeName is not null && Type.GetType(typeName) is { } type)
            {
                AddSerializer(name, Create(type, config.GetConfig($"akka.actor.serialization-settings.{name}")));
            }
            else
            {
                Warn($"The type name for serializer '{name}' did not resolve to an actual Type: '{typeName}'");
            }
        }

        foreach (var (typeName, written) in config.GetConfig("akka.actor.serialization-bindings").AsEnumerable())
        {
            Bind(typeName, written.GetString());
        }
    }

    private void Bind(string typeName, string? serializerName)
    {
        if (Type.GetType(typeName) is not { } type)
        {
            Warn($"The type name for message/serializer binding '{serializerName}' did not resolve to an actual Type: "
                + $"'{typeName}'");
        }
        else if (serializerName is null || !_byName.TryGetValue(serializerName, out var serializer))
        {
            Warn($"Serialization binding to non existing serializer: '{serializerName}'");
        }
        else
        {
            _bindings.TryAdd(type, serializer);
        }
    }

    private Serializer Create(Type type, Config settings)
    {
        var takesSettings = type.GetConstructor([typeof(ExtendedActorSystem), typeof(Config)]) is not null;
        object[] arguments = takesSettings && !settings.IsNullOrEmpty() ? [System, settings] : [System];
        return (Serializer)Activator.CreateInstance(type, arguments)!;
    }

    private void Warn(string text) =>
        Logging.GetLogger(System, nameof(Serialization)).Warning(text);
}
