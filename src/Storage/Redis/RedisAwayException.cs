namespace WhaleStack.Storage.Redis;

/// <summary>Redis cannot be used at present; the message says where and why, without secrets.</summary>
internal sealed class RedisAwayException(string message, bool isRefusedLogin = false) : Exception(message)
{
    /// <summary>Whether the password is the cause: trying again does not help.</summary>
    public bool IsRefusedLogin => isRefusedLogin;
}
