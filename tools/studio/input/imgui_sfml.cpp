#include "input/imgui_sfml.hpp"

#include <backends/imgui_impl_opengl2.h>
#include <imgui.h>
#include <SFML/Window/Clipboard.hpp>
#include <SFML/Window/Mouse.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace studio {

namespace {

constexpr std::pair<ImGuiKey_, sf::Keyboard::Key> keys[] = {{ImGuiKey_Tab, sf::Keyboard::Tab},
                                                            {ImGuiKey_LeftArrow, sf::Keyboard::Left},
                                                            {ImGuiKey_RightArrow, sf::Keyboard::Right},
                                                            {ImGuiKey_UpArrow, sf::Keyboard::Up},
                                                            {ImGuiKey_DownArrow, sf::Keyboard::Down},
                                                            {ImGuiKey_PageUp, sf::Keyboard::PageUp},
                                                            {ImGuiKey_PageDown, sf::Keyboard::PageDown},
                                                            {ImGuiKey_Home, sf::Keyboard::Home},
                                                            {ImGuiKey_End, sf::Keyboard::End},
                                                            {ImGuiKey_Insert, sf::Keyboard::Insert},
                                                            {ImGuiKey_Delete, sf::Keyboard::Delete},
                                                            {ImGuiKey_Backspace, sf::Keyboard::Backspace},
                                                            {ImGuiKey_Space, sf::Keyboard::Space},
                                                            {ImGuiKey_Enter, sf::Keyboard::Enter},
                                                            {ImGuiKey_Escape, sf::Keyboard::Escape},
                                                            {ImGuiKey_A, sf::Keyboard::A},
                                                            {ImGuiKey_C, sf::Keyboard::C},
                                                            {ImGuiKey_V, sf::Keyboard::V},
                                                            {ImGuiKey_X, sf::Keyboard::X},
                                                            {ImGuiKey_Y, sf::Keyboard::Y},
                                                            {ImGuiKey_Z, sf::Keyboard::Z}};

const char* clipboard_text(void*) {
    static std::string text;
    const auto utf8 = sf::Clipboard::getString().toUtf8();
    text.assign(utf8.begin(), utf8.end());
    return text.c_str();
}
void set_clipboard_text(void*, const char* text) {
    const std::string t = text;
    sf::Clipboard::setString(sf::String::fromUtf8(t.begin(), t.end()));
}

}  // namespace

ImGuiInput::ImGuiInput(sf::RenderWindow& window) : window_(window) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;  // panels have fixed places
    io.BackendPlatformName = "wuzhen-studio";
    for (const auto& [to, from] : keys) io.KeyMap[to] = from;
    io.GetClipboardTextFn = clipboard_text;
    io.SetClipboardTextFn = set_clipboard_text;
    ImGui_ImplOpenGL2_Init();
}

ImGuiInput::~ImGuiInput() {
    ImGui_ImplOpenGL2_Shutdown();
    ImGui::DestroyContext();
}

void ImGuiInput::take(const sf::Event& e) {
    ImGuiIO& io = ImGui::GetIO();
    const bool down = e.type == sf::Event::MouseButtonPressed || e.type == sf::Event::KeyPressed;
    switch (e.type) {
        case sf::Event::MouseMoved:
            io.MousePos = {static_cast<float>(e.mouseMove.x), static_cast<float>(e.mouseMove.y)};
            break;
        case sf::Event::MouseLeft:
            if (!held_[0]) io.MousePos = {-FLT_MAX, -FLT_MAX};
            break;
        case sf::Event::MouseButtonPressed:
        case sf::Event::MouseButtonReleased:
            io.MousePos = {static_cast<float>(e.mouseButton.x), static_cast<float>(e.mouseButton.y)};
            if (const auto b = static_cast<std::size_t>(e.mouseButton.button); b < held_.size()) {
                held_[b] = down;
                clicked_[b] = clicked_[b] || down;
            }
            break;
        case sf::Event::MouseWheelScrolled:
            (e.mouseWheelScroll.wheel == sf::Mouse::VerticalWheel ? io.MouseWheel : io.MouseWheelH) +=
                e.mouseWheelScroll.delta;
            break;
        case sf::Event::KeyPressed:
        case sf::Event::KeyReleased:
            take_key(e.key, down);
            break;
        case sf::Event::TextEntered:
            if (e.text.unicode >= 32 && e.text.unicode != 127) io.AddInputCharacter(e.text.unicode);
            break;
        case sf::Event::LostFocus:
            for (bool& key : io.KeysDown) key = false;
            held_ = {};
            control_ = shift_ = alt_ = false;
            break;
        default:
            break;
    }
}

void ImGuiInput::take_key(const sf::Event::KeyEvent& key, bool down) {
    if (key.code < 0 || key.code >= 512) return;
    if (down) {
        pressed_.push_back(key.code);
        ImGui::GetIO().KeysDown[key.code] = true;
        control_ = control_ || key.control, shift_ = shift_ || key.shift, alt_ = alt_ || key.alt;
    } else {
        released_.push_back(key.code);
    }
}

void ImGuiInput::begin_frame(float seconds) {
    ImGuiIO& io = ImGui::GetIO();
    for (const int key : released_)
        if (std::ranges::find(pressed_, key) == pressed_.end()) io.KeysDown[key] = false;
    std::erase_if(released_, [&](int key) { return !io.KeysDown[key]; });  // the others in the next frame
    pressed_.clear();
    using sf::Keyboard;
    const auto held = [](Keyboard::Key left, Keyboard::Key right) {
        return Keyboard::isKeyPressed(left) || Keyboard::isKeyPressed(right);
    };
    io.KeyCtrl = std::exchange(control_, false) || (window_.hasFocus() && held(Keyboard::LControl, Keyboard::RControl));
    io.KeyShift = std::exchange(shift_, false) || (window_.hasFocus() && held(Keyboard::LShift, Keyboard::RShift));
    io.KeyAlt = std::exchange(alt_, false) || (window_.hasFocus() && held(Keyboard::LAlt, Keyboard::RAlt));
    const sf::Vector2u size = window_.getSize();
    io.DisplaySize = {static_cast<float>(size.x), static_cast<float>(size.y)};
    io.DeltaTime = seconds > 1e-4f ? seconds : 1e-4f;
    for (std::size_t b = 0; b < held_.size(); ++b) io.MouseDown[b] = held_[b] || std::exchange(clicked_[b], false);
    ImGui_ImplOpenGL2_NewFrame();
    ImGui::NewFrame();
}

void ImGuiInput::draw() {
    ImGui::Render();
    window_.resetGLStates();  // no texture, no texture matrix
    ImGui_ImplOpenGL2_RenderDrawData(ImGui::GetDrawData());
    window_.resetGLStates();  // (pushing and popping would leave SFML with a wrong idea of the arrays in use)
}

}  // namespace studio
