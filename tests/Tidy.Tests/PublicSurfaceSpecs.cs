using WhaleStack.Tidy.Tests.Reading;
using WhaleStack.Tidy.Tests.Rules;

namespace WhaleStack.Tidy.Tests;

/// <summary>Traces of a machine are found.</summary>
public sealed class PublicSurfaceSpecs
{
    [Theory]
    [InlineData("var f = \"/tmp/x\";")]
    [InlineData("see /root/.config")]
    [InlineData("(/home/me/whale)")]
    [InlineData("cd /work/whale")]
    public void A_path_of_somebodys_machine_is_found(string text) =>
        Expect.One(PublicSurface.MachinePaths(Repository.Of(("docs/a.md", text))), 1, "folder");

    [Theory]
    [InlineData("https://example.com/work/order")]
    [InlineData("docs/work/a and ./tmp/x and $HOME/tmp/x and a/root/b")]
    public void A_path_of_nobodys_machine_is_not(string text) =>
        Assert.Empty(PublicSurface.MachinePaths(Repository.Of(("docs/a.md", text))));

    [Theory]
    [InlineData("src/a.json", "https://nuget.corp.example/v3/index.json")]
    [InlineData("web/package-lock.json", "http://registry.local:8080/react")]
    [InlineData("nuget.config", "<configuration/>")]
    public void A_registry_is_found(string path, string text) =>
        Assert.Single(PublicSurface.Registries(Repository.Of((path, text))));

    [Fact]
    public void The_public_registries_are_no_secret() =>
        Assert.Empty(PublicSurface.Registries(Repository.Of(("web/a.json", "https://registry.npmjs.org/react"))));

    [Fact]
    public void A_token_that_looks_real_is_found()
    {
        var token = "123456789:AA" + new string('x', 33);
        Assert.Single(PublicSurface.Secrets(Repository.Of(("config/a.yaml", $"token: {token}"))));
        Assert.Single(PublicSurface.Secrets(Repository.Of(("a.md", "-----BEGIN EC " + "PRIVATE KEY-----"))));
        Assert.Empty(PublicSurface.Secrets(Repository.Of((".env.example", "TELEGRAM_BOT_TOKEN=123456:your-token"))));
    }
}
