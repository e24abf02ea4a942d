using Akka.Actor;

namespace Akka.Configuration;

/// <summary>The exception that is thrown when a configuration is invalid.</summary>
public class ConfigurationException : AkkaException
{
    /// <summary>Creates the exception with a message that says what is wrong.</summary>
    public ConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and the error that led to it.</summary>
    public ConfigurationException(string message, Exception? exception)
        : base(message, exception)
    {
    }

    /// <summary>The exception for a section that must be there and is not.</summary>
    public static ConfigurationException NullOrEmptyConfig<T>(string? path = null)
    {
        var place = string.IsNullOrWhiteSpace(path) ? string.Empty : $" at HOCON path [{path}]";
        return new ConfigurationException(
            $"Failed to instantiate {typeof(T).Name}: configuration{place} is null or empty.");
    }
}
