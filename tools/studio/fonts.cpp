#include "fonts.hpp"

#include <backends/imgui_impl_opengl2.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace studio {

namespace {

constexpr int traditional_chinese = 3;  // of the faces in NotoSansCJK-Regular.ttc

std::vector<char>& font_bytes() {
    static std::vector<char> bytes;
    if (bytes.empty()) {
        std::ifstream file(chinese_font_file(), std::ios::binary);
        bytes.assign(std::istreambuf_iterator<char>(file), {});
    }
    return bytes;
}

constexpr const char* own_characters =
    "–—…×²°±≤≥→←↑↓•·●■▲▶「」，、。：；！？（）搖櫓船烏鎮渡船包拼遊客住嘉賓媒體志願者工作員一二三四五六七八九十時分人";

}  // namespace

std::string chinese_font_file() {
    if (const char* own = std::getenv("WUZHEN_FONT"); own && *own) return own;
    for (const char* path :
         {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
          "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc"})
        if (std::filesystem::exists(path)) return path;
    return {};
}

void Fonts::build(const std::vector<const std::string*>& texts, float ui_scale) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    scale = ui_scale;
    ImFontGlyphRangesBuilder wanted;
    wanted.AddRanges(atlas.GetGlyphRangesDefault());
    wanted.AddText(own_characters);
    for (const std::string* t : texts) wanted.AddText(t->c_str(), t->c_str() + t->size());
    static ImVector<ImWchar> ranges;  // read until the atlas is built
    ranges.clear();
    wanted.BuildRanges(&ranges);
    std::vector<char>& bytes = font_bytes();
    chinese = !bytes.empty();
    const auto add = [&](float px) -> ImFont* {
        ImFontConfig config;
        config.SizePixels = px * ui_scale;
        if (!chinese) return atlas.AddFontDefault(&config);
        config.FontDataOwnedByAtlas = false;
        config.FontNo = traditional_chinese;
        config.OversampleH = config.OversampleV = 1;
        config.PixelSnapH = true;
        return atlas.AddFontFromMemoryTTF(bytes.data(), static_cast<int>(bytes.size()), px * ui_scale, &config,
                                          ranges.Data);
    };
    text = add(17), small = add(14.5f), label = add(18), large = add(27);
    ImGui_ImplOpenGL2_DestroyFontsTexture();
    ImGui_ImplOpenGL2_CreateFontsTexture();
}

}  // namespace studio
