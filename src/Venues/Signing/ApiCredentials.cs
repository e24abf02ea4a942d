using System.Security.Cryptography;
using System.Text;

namespace WhaleStack.Venues.Signing;

/// <summary>
/// The key of an account and what signs with its secret. Neither is ever printed: the text of this object is a mask,
/// and the secret cannot be had from it.
/// </summary>
public sealed class ApiCredentials
{
    private readonly byte[] _secret;

    /// <summary>Makes one.</summary>
    /// <param name="key">The key as the venue gave it: printable ASCII without blanks.</param>
    /// <param name="secret">The secret as the venue gave it.</param>
    /// <exception cref="ArgumentException">A half is empty or holds other characters; the message shows
    /// neither.</exception>
    public ApiCredentials(string key, string secret)
    {
        Key = Checked(key, nameof(key));
        _secret = Encoding.UTF8.GetBytes(Checked(secret, nameof(secret)));
    }

    /// <summary>The key, for the one header or field that carries it; never for a log or a message.</summary>
    public string Key { get; }

    /// <summary>HMAC-SHA256 of a text's UTF-8, as lower-case hexadecimal digits.</summary>
    public string SignHex(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(text)));
    }

    /// <inheritdoc/>
    public override string ToString() => "***";

    private static string Checked(string value, string name) =>
        value is { Length: > 0 } && value.All(c => c is > ' ' and < '\x7f')
            ? value
            : throw new ArgumentException($"{name} is empty or holds blanks or characters that no key has.", name);
}
