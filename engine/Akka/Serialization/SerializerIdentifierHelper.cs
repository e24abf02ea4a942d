using Akka.Actor;
using Akka.Configuration.Hocon;
using Akka.Util;

namespace Akka.Serialization;

/// <summary>Finds the number of a serializer in the configuration.</summary>
internal static class SerializerIdentifierHelper
{
    private const string Section = "akka.actor.serialization-identifiers";

    public static int Of(Type type, ExtendedActorSystem system)
    {
        var name = type.TypeQualifiedName();
        var config = system.Settings.Config.GetConfig(Section);
        foreach (var (written, value) in config.AsEnumerable())
        {
            if (written == name || Type.GetType(written) == type)
            {
                return Read(name, value);
            }
        }

        throw new ArgumentException(
            $"Couldn't find serializer id for [{name}] under [{Section}] HOCON path.", nameof(type));
    }

    private static int Read(string name, HoconValue value)
    {
        try
        {
            return value.GetInt();
        }
        catch (FormatException error)
        {
            throw new ArgumentException($"The serializer id for [{name}] under [{Section}] is not a number.", error);
        }
    }
}
