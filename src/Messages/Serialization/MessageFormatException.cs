namespace WhaleStack.Messages.Serialization;

/// <summary>Bytes that should be one of our messages are not.</summary>
public sealed class MessageFormatException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="manifest">The name the bytes were stored under.</param>
    /// <param name="problem">What is wrong with them; names the field where there is one.</param>
    /// <param name="innerException">The cause.</param>
    public MessageFormatException(string manifest, string problem, Exception? innerException = null)
        : base($"message '{manifest}' cannot be read: {problem}", innerException) => Manifest = manifest;

    /// <summary>The name the bytes were stored under.</summary>
    public string Manifest { get; }
}
